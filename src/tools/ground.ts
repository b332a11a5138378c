// What the tools that speak of versions stand on: a database that is there and up to date, and a lifecycle that exists.

import type { Machines } from '../engine/machines.ts'
import { WrongSetting } from '../platform/config.ts'
import type { Database } from '../platform/database.ts'

/** @throws WrongSetting when nothing is there, or the product has not been started since it was renewed. */
export async function requireCurrent({ read }: Database): Promise<void> {
  if (!(await read.schema.hasTable('instances'))) throw new WrongSetting('There is no database here yet.')
  if (!(await read.schema.hasColumn('instances', 'opened_version')) || !(await read.schema.hasTable('vault')))
    throw new WrongSetting('The database is older than the product: start the product once.')
}

/** @throws WrongSetting naming the versions there are. */
export function requireVersion({ all }: Machines, workflow: string, version: number): void {
  if (all.some((known) => known.name === workflow && known.version === version)) return
  const names = all.map((known) => `${known.name}@${known.version}`).join(', ')
  throw new WrongSetting(`There is no ${workflow}@${version}. Known: ${names}.`)
}

/** A whole number of an option; undefined when it is none. */
export const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined

/** A line that overwrites itself, for people who wait; nothing in a log. */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
}

/** A line of its own. */
export function say(out: NodeJS.WriteStream, text: string): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K')
  out.write(`${text}\n`)
}
