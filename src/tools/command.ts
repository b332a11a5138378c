// The command line of a program: what was asked for, and how it ends when that cannot be understood or done.
import { WrongSetting } from '../platform/config.ts'
import { say } from './ground.ts'

/** What was asked for; undefined when it cannot be understood. */
export function understood<Wish>(read: () => Wish | undefined): Wish | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof TypeError) return undefined
    throw error
  }
}

const FAILED = 1

/** Does what was asked for; the code to end with, which is the work's own unless there was nothing to work with. */
export async function obey<Wish>(
  wish: Wish | undefined,
  usage: string,
  work: (wish: Wish) => Promise<number>,
): Promise<number> {
  if (!wish) {
    say(process.stderr, usage)
    return FAILED
  }
  try {
    return await work(wish)
  } catch (error) {
    if (!(error instanceof WrongSetting)) throw error
    say(process.stderr, error.message)
    return FAILED
  }
}
