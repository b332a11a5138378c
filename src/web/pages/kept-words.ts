// What somebody wrote for an act that is not possible any more: it is shown once, so that it can be copied.
import { fieldsOf } from '../../cases/act-fields.ts'
import type { CaseView } from '../../cases/case-view.ts'
import type { Values } from '../forms.ts'
import { labelOf } from './act-form.ts'
import type { Say } from './say.ts'

export type KeptWords = { label: string; text: string }

/** The texts typed into the form of an act, each under the name of its field. */
export function keptWords(say: Say, view: CaseView, event: string, values: Values): KeptWords[] {
  const schema = view.inputs[event]
  if (!schema) return []
  const written = fieldsOf(schema).filter(({ kind }) => kind === 'long' || kind === 'text')
  return written.flatMap(({ name }) => {
    const text = values[name]
    return typeof text === 'string' && text.trim() !== '' ? [{ label: labelOf(say, event, name), text }] : []
  })
}
