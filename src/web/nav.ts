// The places a person may go: who offers them, and which one they are in.
import { confirmingRoles, holds } from '../accounts/policy.ts'
import type { SignedIn } from '../accounts/schema.ts'
import { type T, translator } from '../i18n/i18n.ts'

export type Place = {
  key: string
  href: string
  icon: string
  text: string
  /** For the tabs of a phone, where the text is too long. */
  short?: string
  count?: number | string
  hot?: boolean
}
export type NavItem = (Place & { rule?: never; current?: boolean }) | { rule: true }

/** What a person's navigation is made of; drawn for every page, so it has to be cheap. */
export type Nav = (user: SignedIn, t: T) => NavItem[] | Promise<NavItem[]>

/** The places of this part of the product. */
export const accountNav: Nav = (user, t) => {
  const items: NavItem[] = []
  if (holds(user, 'admin'))
    items.push({ key: 'users', href: '/users', icon: 'users', text: t('account.nav.users') })
  if (holds(user, ...confirmingRoles))
    items.push({
      key: 'confirmations',
      href: '/confirmations',
      icon: 'shield-lock',
      text: t('account.nav.confirmations'),
    })
  return items
}

/** Marks the place that is meant: the one a page names, else the longest address that leads here. */
export function withCurrent(items: readonly NavItem[], here: { section?: string; path: string }): NavItem[] {
  const leads = (item: NavItem): item is Place =>
    !item.rule && (here.path === item.href || here.path.startsWith(`${item.href}/`))
  const places = items.filter(leads).sort((a, b) => b.href.length - a.href.length)
  const current = here.section ?? places[0]?.key
  return items.map((item) => (!item.rule && item.key === current ? { ...item, current: true } : item))
}

export type Home = (user: SignedIn) => Promise<string>

/** Where somebody's day starts: the first of their places. */
export const homeOf =
  (nav: Nav): Home =>
  async (user) => {
    const items = await nav(user, translator(user.language))
    return items.find((item): item is Place => !item.rule)?.href ?? '/account'
  }
