// Carries a complaint of the first version over to the second: every state of the first is one of the second.
import { unborn } from './case-facts.ts'
import type { Upgrade } from './kit.ts'

/**
 * The second version adds the region that keeps in touch and the facts behind verification and appeals: a case that is
 * carried over is in nobody's debt for a word until its programme asks for one again.
 */
export const upgrade: Upgrade = (before) => {
  if (typeof before.value === 'string') return { refused: 'unborn' }
  if (before.value.handling === 'unborn') return { refused: 'unborn' }
  return {
    ...before,
    value: { ...before.value, contact: 'silent' },
    context: { ...unborn, ...before.context },
  }
}
