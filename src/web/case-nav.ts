// The places of those who work on cases, with what waits for them there.

import { countIncidents } from '../cases/incidents.ts'
import { countUnread, noticeDesks } from '../cases/notices.ts'
import { COUNT_LIMIT, waitingFor } from '../cases/worklist.ts'
import type { CaseDeps } from './case-deps.ts'
import { accountNav, type Nav, type NavItem } from './nav.ts'
import { may } from './permissions.ts'

/** My work first, then what each role has besides, then the administration. */
export function caseNav({ db, programmes }: Pick<CaseDeps, 'db' | 'programmes'>): Nav {
  return async (user, t) => {
    const items: NavItem[] = []
    const [work, approvals, closures, notices, broken] = await Promise.all([
      may(user, 'work.read') ? waitingFor(db, programmes, user) : 0,
      may(user, 'approvals.read') ? waitingFor(db, programmes, user, 'supervisor') : 0,
      may(user, 'closures.read') ? waitingFor(db, programmes, user, 'closer') : 0,
      may(user, 'notices.read') ? countUnread(db, noticeDesks(programmes, user)) : 0,
      may(user, 'incidents.manage') ? countIncidents(db) : 0,
    ])
    if (may(user, 'work.read'))
      items.push({
        key: 'work',
        href: '/work',
        icon: 'inbox',
        text: t('work.nav.work'),
        count: capped(work),
        hot: work > 0,
      })
    if (may(user, 'case.register'))
      items.push({
        key: 'register',
        href: '/cases/new',
        icon: 'file-plus',
        text: t('work.nav.register'),
        short: t('work.nav.registerShort'),
      })
    if (may(user, 'case.read'))
      items.push({ key: 'search', href: '/search', icon: 'search', text: t('work.nav.search') })
    if (may(user, 'confidential.read'))
      items.push({
        key: 'confidential',
        href: '/confidential',
        icon: 'ear',
        text: t('confidential.nav.desk'),
      })
    if (may(user, 'confidential.bring'))
      items.push({
        key: 'confidentialNew',
        href: '/confidential/new',
        icon: 'shield-lock',
        text: t('confidential.nav.bring'),
      })
    if (may(user, 'confidential.figures')) {
      items.push({
        key: 'confidentialFigures',
        href: '/confidential/figures',
        icon: 'chart-histogram',
        text: t('door.place.figures'),
      })
      items.push({
        key: 'confidentialLog',
        href: '/confidential/log',
        icon: 'history',
        text: t('door.place.log'),
      })
    }
    const boards: NavItem[] = []
    if (may(user, 'commitments.read'))
      boards.push({
        key: 'commitments',
        href: '/commitments',
        icon: 'calendar-check',
        text: t('work.nav.commitments'),
      })
    if (may(user, 'approvals.read'))
      boards.push({
        key: 'approvals',
        href: '/approvals',
        icon: 'rubber-stamp',
        text: t('work.nav.approvals'),
        count: capped(approvals),
      })
    if (may(user, 'closures.read'))
      boards.push({
        key: 'closures',
        href: '/closures',
        icon: 'circle-check',
        text: t('work.nav.closures'),
        count: capped(closures),
      })
    if (may(user, 'notices.read'))
      boards.push({
        key: 'notices',
        href: '/notices',
        icon: 'bell',
        text: t('work.nav.notices'),
        count: capped(notices),
      })
    const office = [...(await accountNav(user, t))]
    if (may(user, 'absence.manage'))
      office.unshift({ key: 'absences', href: '/absences', icon: 'user-off', text: t('absence.title') })
    if (may(user, 'door.read'))
      office.push({ key: 'doors', href: '/confidential/doors', icon: 'door-exit', text: t('door.nav') })
    if (may(user, 'journal.export'))
      office.push({ key: 'exports', href: '/exports', icon: 'file-export', text: t('export.title') })
    if (may(user, 'calendar.read'))
      office.push({ key: 'calendar', href: '/calendar', icon: 'calendar', text: t('calendar.title') })
    if (may(user, 'lifecycle.read'))
      office.push({ key: 'lifecycles', href: '/lifecycles', icon: 'sitemap', text: t('lifecycle.title') })
    if (may(user, 'incidents.manage'))
      office.push({
        key: 'incidents',
        href: '/incidents',
        icon: 'alert-triangle',
        text: t('incident.title'),
        count: capped(broken),
        hot: broken > 0,
      })
    return joined([items, boards, office])
  }
}

const capped = (n: number): string | number => (n > COUNT_LIMIT ? `${COUNT_LIMIT}+` : n)

/** Groups with a rule between them; a group that is empty leaves no rule. */
function joined(groups: NavItem[][]): NavItem[] {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, n) => (n > 0 ? [{ rule: true as const }, ...group] : group))
}
