// A road is a way a case may take through the office; the cast of the demonstration is so many cases on each.
import type { Case } from './case.ts'
import type { Matter } from './scene.ts'
import type { Request, Story } from './stories/story.ts'

export type Road = {
  name: string
  count: number
  /** Days since each case was received; without them it is one of the last months. */
  ages?: readonly number[]
  kind: Matter['kind']
  /** What happens after the complaint was registered. */
  go(c: Case): void
  closed: boolean
  nameless?: boolean
  /** Only complaints that came by one of these. */
  channels?: readonly string[]
  /** Only one of these stories, of people whom the registry knows. */
  told?: readonly Story[]
  /** Only one of these requests. */
  asked?: readonly Request[]
}

/** A road with one case, still open, for each age (days since it was received). */
export const aged = (
  name: string,
  ages: readonly number[],
  kind: Road['kind'],
  go: (c: Case) => void,
  rest: Partial<Road> = {},
): Road => ({ name, count: ages.length, ages, kind, go, closed: false, ...rest })
