// Honour rates as figures one can check: the share, what it is of, and the share before.
import { HONOUR_DAYS, type Honour, type Kept } from '../../cases/honour.ts'
import type { Programmes } from '../../programmes/index.ts'
import type { Say } from './say.ts'

/** Below this many, a share says little. */
const FEW = 5

/** The rates of units in words; a unit that had nothing to keep in either period is left out. */
export function honourFigures(say: Say, rates: readonly Honour[], programmes: Programmes) {
  const some = rates.filter(({ now, before }) => now.due + before.due > 0)
  const several = new Set(some.map(({ programme }) => programme)).size > 1
  return {
    days: HONOUR_DAYS,
    honour: some.map(({ programme, unit, now, before }) => {
      const pack = programmes.find(programme)
      const name = pack?.units.find(({ code }) => code === unit)?.names[say.lang] ?? unit
      return {
        unit: several ? `${pack?.names[say.lang] ?? programme} · ${name}` : name,
        rate: share(say, now),
        of: say.t('honour.of', { kept: say.f.number(now.kept), count: now.due }),
        few: now.due > 0 && now.due < FEW,
        trend: trend(say, before),
        arrow: arrow(now, before),
      }
    }),
  }
}

function share({ t, f }: Say, { kept, due }: Kept): string {
  return due === 0
    ? t('honour.nothing')
    : t('honour.percent', { n: f.number(Math.round((kept / due) * 100)) })
}

function trend(say: Say, before: Kept): string {
  if (before.due === 0) return say.t('honour.nothingBefore')
  const values = { rate: share(say, before), kept: say.f.number(before.kept), due: say.f.number(before.due) }
  return say.t('honour.before', values)
}

/** An arrow only where both shares say something. */
function arrow(now: Kept, before: Kept): string | null {
  if (now.due < FEW || before.due < FEW) return null
  const change = now.kept / now.due - before.kept / before.due
  if (change === 0) return null
  return change > 0 ? 'trending-up' : 'trending-down'
}
