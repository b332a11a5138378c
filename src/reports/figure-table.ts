// The figures of a report as they are kept: tables of numbers named by codes, so that any language can say them.
import { z } from 'zod'

/** A number; null where there is nothing to tell; `hidden` where it is hidden because it could be somebody. */
const Figure = z.union([z.number(), z.literal('hidden'), z.null()])
export type Figure = z.output<typeof Figure>

/** A count, a share (100 is all), or days. */
const kinds = ['count', 'share', 'days', 'word', 'date'] as const
export type FigureKind = (typeof kinds)[number]

const FigureColumn = z.object({ key: z.string(), kind: z.enum(kinds) })
export type FigureColumn = z.output<typeof FigureColumn>

/** What a line is about: a code and the list it is of. `label` is what has a name of its own. */
const Line = z.object({
  by: z.string(),
  code: z.string(),
  label: z.string().optional(),
  values: z.array(z.union([Figure, z.string()])),
})
export type Line = z.output<typeof Line>

const FigureTable = z.object({ key: z.string(), columns: z.array(FigureColumn), lines: z.array(Line) })
export type FigureTable = z.output<typeof FigureTable>

const FigureTables = z.array(FigureTable)

/** Figures as they were written. */
export const readFigures = (text: string): FigureTable[] => FigureTables.parse(JSON.parse(text))

/** A number of a table that is another one than it was; undefined where the line is not there. */
export type Difference = {
  table: string
  line: Pick<Line, 'by' | 'code' | 'label'>
  column: FigureColumn
  before: Line['values'][number] | undefined
  after: Line['values'][number] | undefined
}

/** What differs between two makings of a report, number by number. */
export function differences(then: readonly FigureTable[], now: readonly FigureTable[]): Difference[] {
  return then.flatMap((table) => {
    const other = now.find(({ key }) => key === table.key)
    const lines = [...table.lines, ...(other?.lines ?? []).filter((line) => !lineIn(table, line))]
    return lines.flatMap((line) => {
      const [first, second] = [lineIn(table, line), lineIn(other, line)]
      return table.columns.flatMap((column, at) => {
        const [before, after] = [first?.values[at], second?.values[at]]
        return before === after ? [] : [{ table: table.key, line, column, before, after }]
      })
    })
  })
}

const lineIn = (table: FigureTable | undefined, { by, code }: Line): Line | undefined =>
  table?.lines.find((line) => line.by === by && line.code === code)
