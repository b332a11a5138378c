// What may be asked of a measurement on the command line.
import { parseArgs } from 'node:util'

export type Options = {
  /** Only the measurements of these names; all when there is none. */
  only: readonly string[]
  /** How many cases the large database holds; the small one holds a hundredth of it. */
  cases: number
  /** How long each figure is measured. */
  seconds: number
  /** Whether PostgreSQL is measured as well. */
  postgres: boolean
  /** Whether the product leaves profiles (`.cpuprofile`) in `.tmp/bench`. */
  profile: boolean
}

/** Reads the command line. @throws TypeError for an option that is none. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      cases: { type: 'string', default: '1000000' },
      seconds: { type: 'string', default: '6' },
      'no-postgres': { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
    },
  })
  return {
    only: values.only.flatMap((names) => names.split(',')),
    cases: whole('cases', values.cases),
    seconds: whole('seconds', values.seconds),
    postgres: !values['no-postgres'],
    profile: values.profile,
  }
}

function whole(name: string, text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1) throw new TypeError(`--${name} takes a whole number`)
  return number
}
