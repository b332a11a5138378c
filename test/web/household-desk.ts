// A household that contests its refusal at the hotline, for tests.
import type { App } from '../support/app.ts'
import { filled, post as postForm, referenceIn } from './register-desk.ts'

/** Who calls, by what proves it: the card and the telephone belong together. */
export const rachida = { name: 'Rachida Ouhaddou', cnie: 'BK771203', phone: '0661778899' }

/** Registers the call as `line` does; gives its reference. */
export async function contest(app: App, fields: Record<string, string> = {}): Promise<string> {
  const form = filled({
    programme: 'TADAMON_COVID',
    entity: 'CENTRE_1212',
    service: 'ELIGIBILITY',
    channel: 'phone',
    category: 'RAMED_CARD',
    ...rachida,
    ...fields,
  })
  return referenceIn(await postForm(await app.enter('line'), '/cases', form))
}
