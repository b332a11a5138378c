// The places of those who work on cases, with what waits for them there.

import type { SignedIn } from '../accounts/schema.ts'
import { countIncidents, knownDifference } from '../cases/incidents.ts'
import { countUnread, noticeDesks } from '../cases/notices.ts'
import { COUNT_LIMIT, waitingFor } from '../cases/worklist.ts'
import type { T } from '../i18n/i18n.ts'
import type { CaseDeps } from './case-deps.ts'
import { accountNav, type Nav, type NavItem, type Place } from './nav.ts'
import { may, type Permission } from './permissions.ts'

type Deps = Pick<CaseDeps, 'db' | 'programmes'>

/** My work first, then the confidential road, then what each role has besides, then the administration. */
export function caseNav(deps: Deps): Nav {
  return async (user, t) => {
    const counts = await countsFor(deps, user)
    const offered = (places: readonly Offer[]): NavItem[] =>
      places.filter(({ to }) => may(user, to)).map(({ to, ...place }) => place)
    const [before, after] = offices(t, counts)
    return joined([
      offered([...work(t, counts), ...road(t)]),
      offered(boards(t, counts)),
      [...offered(before), ...(await accountNav(user, t)), ...offered(after)],
    ])
  }
}

/** A place, and the permission that leads to it. */
type Offer = Place & { to: Permission }

async function countsFor({ db, programmes }: Deps, user: SignedIn) {
  const [work, approvals, closures, notices, broken, difference] = await Promise.all([
    may(user, 'work.read') ? waitingFor(db, programmes, user) : 0,
    may(user, 'approvals.read') ? waitingFor(db, programmes, user, 'supervisor') : 0,
    may(user, 'closures.read') ? waitingFor(db, programmes, user, 'closer') : 0,
    may(user, 'notices.read') ? countUnread(db, noticeDesks(programmes, user)) : 0,
    may(user, 'incidents.manage') ? countIncidents(db) : 0,
    may(user, 'journal.verify') ? knownDifference(db) : undefined,
  ])
  return { work, approvals, closures, notices, broken, differing: difference ? 1 : 0 }
}

type Counts = Awaited<ReturnType<typeof countsFor>>

const work = (t: T, counts: Counts): Offer[] => [
  {
    ...{ to: 'work.read', key: 'work', href: '/work', icon: 'inbox', text: t('work.nav.work') },
    ...{ count: capped(counts.work), hot: counts.work > 0 },
  },
  {
    ...{ to: 'case.register', key: 'register', href: '/cases/new', icon: 'file-plus' },
    ...{ text: t('work.nav.register'), short: t('work.nav.registerShort') },
  },
  {
    ...{ to: 'dashboard.read', key: 'dashboard', href: '/dashboard', icon: 'chart-histogram' },
    text: t('dashboard.title'),
  },
  { to: 'reports.read', key: 'reports', href: '/reports', icon: 'report', text: t('report.title') },
  { to: 'case.read', key: 'search', href: '/search', icon: 'search', text: t('work.nav.search') },
]

const road = (t: T): Offer[] => [
  {
    ...{ to: 'confidential.read', key: 'confidential', href: '/confidential', icon: 'ear' },
    text: t('confidential.nav.desk'),
  },
  {
    ...{ to: 'confidential.bring', key: 'confidentialNew', href: '/confidential/new', icon: 'shield-lock' },
    text: t('confidential.nav.bring'),
  },
  {
    ...{ to: 'confidential.figures', key: 'confidentialFigures', href: '/confidential/figures' },
    ...{ icon: 'chart-histogram', text: t('door.place.figures') },
  },
  {
    ...{ to: 'confidential.figures', key: 'confidentialLog', href: '/confidential/log', icon: 'history' },
    text: t('door.place.log'),
  },
]

const boards = (t: T, counts: Counts): Offer[] => [
  {
    ...{ to: 'commitments.read', key: 'commitments', href: '/commitments', icon: 'calendar-check' },
    text: t('work.nav.commitments'),
  },
  {
    ...{ to: 'approvals.read', key: 'approvals', href: '/approvals', icon: 'rubber-stamp' },
    ...{ text: t('work.nav.approvals'), count: capped(counts.approvals) },
  },
  {
    ...{ to: 'closures.read', key: 'closures', href: '/closures', icon: 'circle-check' },
    ...{ text: t('work.nav.closures'), count: capped(counts.closures) },
  },
  { to: 'case.read', key: 'causes', href: '/causes', icon: 'stack-2', text: t('cause.title') },
  { to: 'audit.read', key: 'audits', href: '/audits', icon: 'zoom-check', text: t('audit.title') },
  { to: 'plan.read', key: 'plans', href: '/plans', icon: 'clipboard-list', text: t('plan.title') },
  {
    ...{ to: 'notices.read', key: 'notices', href: '/notices', icon: 'bell', text: t('work.nav.notices') },
    count: capped(counts.notices),
  },
]

/** What stands before the accounts, and after them. */
const offices = (t: T, { broken, differing }: Counts): [Offer[], Offer[]] => [
  [{ to: 'absence.manage', key: 'absences', href: '/absences', icon: 'user-off', text: t('absence.title') }],
  [
    { to: 'door.read', key: 'doors', href: '/confidential/doors', icon: 'door-exit', text: t('door.nav') },
    { to: 'journal.read', key: 'journal', href: '/journal', icon: 'history', text: t('journal.title') },
    {
      ...{ to: 'journal.verify', key: 'verification', href: '/journal/verification', icon: 'zoom-check' },
      text: t('journal.verify.nav'),
      ...(differing > 0 && { count: differing, hot: true }),
    },
    { to: 'journal.export', key: 'exports', href: '/exports', icon: 'file-export', text: t('export.title') },
    { to: 'calendar.read', key: 'calendar', href: '/calendar', icon: 'calendar', text: t('calendar.title') },
    {
      ...{ to: 'lifecycle.read', key: 'lifecycles', href: '/lifecycles', icon: 'sitemap' },
      text: t('lifecycle.title'),
    },
    {
      ...{ to: 'incidents.manage', key: 'incidents', href: '/incidents', icon: 'alert-triangle' },
      ...{ text: t('incident.title'), count: capped(broken), hot: broken > 0 },
    },
  ],
]

const capped = (n: number): string | number => (n > COUNT_LIMIT ? `${COUNT_LIMIT}+` : n)

/** Groups with a rule between them; a group that is empty leaves no rule. */
function joined(groups: NavItem[][]): NavItem[] {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, n) => (n > 0 ? [{ rule: true as const }, ...group] : group))
}
