// What a measurement says: lines of figures, for people as a table and for programs as JSON.
import { mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Figures } from './measure.ts'

export type Line = { what: string; figures: Figures }
export type Section = { title: string; lines: Line[] }

/** Where everything a measurement leaves behind lies; outside the repository's files. */
export const folder = path.join(import.meta.dirname, '../.tmp/bench')

/** The machine the figures are of. */
export function machine(): Record<string, string | number> {
  const [cpu] = os.cpus()
  return {
    processor: cpu?.model ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGB: Math.round(os.totalmem() / 2 ** 30),
    load: Math.round((os.loadavg()[0] ?? 0) * 10) / 10,
    node: process.versions.node,
    at: new Date().toISOString(),
  }
}

/** A section as a table of text; a line without a figure that others have leaves its place empty. */
export function tableOf({ title, lines }: Section): string {
  const columns = [...new Set(lines.flatMap(({ figures }) => Object.keys(figures)))]
  const rows = [
    ['', ...columns],
    ...lines.map(({ what, figures }) => [what, ...columns.map((column) => written(figures[column]))]),
  ]
  const widths = ['', ...columns].map((_, n) => Math.max(...rows.map((row) => row[n]?.length ?? 0)))
  const drawn = rows.map((row) =>
    row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))).join('  '),
  )
  return [`\n${title}`, ...drawn, ''].join('\n')
}

function written(value: string | number | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'string') return value
  return value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2)
}

/** Keeps the sections as JSON and says where. */
export function keep(sections: readonly Section[]): string {
  const file = `${folder}.json`
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify({ machine: machine(), sections }, undefined, 2)}\n`)
  return file
}

/** Says something while it is measured. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`)
