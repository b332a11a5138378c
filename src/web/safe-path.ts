// Addresses that come from outside: only paths of ours are ever redirected to.
const NOWHERE = 'http://here.invalid'

/** A path of this site, or nothing: `//evil.example`, `/\evil.example` and full addresses are not. */
export function safePath(given: unknown): string | undefined {
  if (typeof given !== 'string' || !given.startsWith('/') || !URL.canParse(given, NOWHERE)) return undefined
  const { origin, pathname, search } = new URL(given, NOWHERE)
  // A parsed path may again start with two slashes ("/.//evil.example").
  if (origin !== NOWHERE || pathname.startsWith('//')) return undefined
  return pathname + search
}

/** The path of a full address (a Referer, which only our own pages send in full). */
export function pathOf(address: string | undefined): string | undefined {
  if (!address || !URL.canParse(address)) return undefined
  const { pathname, search } = new URL(address)
  return safePath(pathname + search)
}
