// Where a page of cases ended, as it stands in an address.
import { z } from 'zod'
import type { PlaceCursor } from '../../cases/place-ranges.ts'

/** A cursor from an address; one that was tampered with begins at the first page. */
export const cursorInAddress = z
  .string()
  .regex(/^(\d{1,15}|\d{4}-\d\d-\d\d)~[A-Z0-9-]{5,20}$/)
  .transform((text): PlaceCursor => {
    const [at = '', id = ''] = text.split('~')
    return { at: at.includes('-') ? at : Number(at), id }
  })
  .optional()
  .catch(undefined)

/** A cursor for an address. */
export const writtenCursor = ({ at, id }: PlaceCursor): string => `${at}~${id}`
