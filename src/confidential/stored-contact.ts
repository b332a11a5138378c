// The number or address that is kept already: whoever changes only the hours types it no second time, and mistypes it for nobody.
import { contactWays, needsPoint, type SensitiveContext } from '../../workflows/sensitive-facts.ts'

const isMail = (way: unknown): boolean => way === 'email'

/** Whether what is kept serves a way: two that need a number may share it, an address is none. */
function servesWay({ contactBy, contactPoint }: SensitiveContext, way: unknown): boolean {
  const chosen = contactWays.find((one) => one === way)
  return (
    contactPoint !== null &&
    chosen !== undefined &&
    needsPoint(chosen) &&
    isMail(chosen) === isMail(contactBy)
  )
}

type Input = Record<string, unknown>

/** What was typed of how to reach her; with nothing typed, the number stays, and so does a language nobody was asked for. */
export function withStored(context: SensitiveContext, input: Input): Input {
  const asked = { contactLanguage: context.contactLanguage, ...input }
  const typed = typeof input.contactPoint === 'string' && input.contactPoint.trim() !== ''
  return !typed && servesWay(context, input.contactBy)
    ? { ...asked, contactPoint: context.contactPoint }
    : asked
}
