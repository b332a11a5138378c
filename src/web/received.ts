// What became of files that came with a form, as the next page says it.
import type { Said } from '../errors.ts'
import type { FlashKind } from './flash.ts'

type Told = Said & { kind: FlashKind; more?: Said }

/** What became of the files, each that was not taken by its name; `added` says how many were. */
export function toldOf(
  { documents, refused }: { documents: readonly unknown[]; refused: readonly Said[] },
  added: Said,
): Told {
  const [first, ...others] = refused
  if (!first)
    return documents.length > 0 ? { kind: 'done', ...added } : { kind: 'bad', key: 'registration.files.none' }
  const names = refused.flatMap(({ values }) => (values?.name === undefined ? [] : [values.name]))
  const why: Said =
    others.length > 0 ? { key: 'registration.files.refused', values: { names: names.join(', ') } } : first
  return { kind: 'bad', ...why, ...(documents.length > 0 && { more: added }) }
}
