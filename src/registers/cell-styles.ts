// Which styles of a workbook show a number as a date, and which date a number is.
import type { Readable } from 'node:stream'
import { visit } from './xml.ts'

/** Whether a style, by its number, shows a day. */
export type DayStyles = (style: number) => boolean

/** Reads the styles; a workbook without any shows no dates. */
export async function readDayStyles(stream: Readable | undefined): Promise<DayStyles> {
  const formats = new Map<number, string>()
  const styles: number[] = []
  let inCells = false
  if (stream) {
    await visit(stream, {
      open(name, attributes) {
        if (name === 'cellXfs') inCells = true
        if (name === 'numFmt') formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
        if (name === 'xf' && inCells) styles.push(Number(attributes.numFmtId ?? 0))
      },
      close(name) {
        if (name === 'cellXfs') inCells = false
      },
    })
  }
  const days = styles.map((format) => showsDay(format, formats.get(format)))
  return (style) => days[style] ?? false
}

/** The formats every workbook has, by number; those that only show a time are left out. */
function showsDay(id: number, code: string | undefined): boolean {
  if (code === undefined) return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36
  const bare = code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, '')
  return /[yd]|mmm/i.test(bare)
}

const DAY = 86_400_000

/** The day a number stands for, as YYYY-MM-DD; undefined outside the calendar of spreadsheets. */
export function dayOfSerial(serial: number, from1904: boolean): string | undefined {
  // Spreadsheets count a 29 February 1900 that never was; before it their numbers are a day further.
  const shifted = from1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial
  if (!(shifted >= 1 && shifted < 2_958_466)) return undefined
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(shifted) * DAY).toISOString().slice(0, 10)
}
