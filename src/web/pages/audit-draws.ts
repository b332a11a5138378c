// A draw that is under way, and what drawing again found.
import type { DrawKind, DrawOrder } from '../../audits/draw-orders.ts'
import { strangersIn } from '../../audits/draw-work.ts'
import type { SeenItem } from '../../audits/queries.ts'
import type { SampleRow } from '../../audits/schema.ts'
import { momentOf } from './journal-words.ts'
import type { Say } from './say.ts'

/** How far the draw of a sample is, or its proof; null while nothing is asked for. */
export function drawingLine({ t, f }: Say, orders: Partial<Record<DrawKind, DrawOrder>>) {
  const open = [orders.draw, orders.proof].find((order) => order?.finished_at === null)
  if (!open) return null
  return {
    kind: open.kind,
    text: t(`audit.drawing.${open.kind}`),
    seen: open.seen === 0 ? t('audit.drawing.waiting') : t('audit.drawing.seen', { n: f.number(open.seen) }),
  }
}

/** What drawing again found last; null where nobody asked, or while it is under way. */
export function proofFound(
  say: Say,
  sample: SampleRow,
  proof: DrawOrder | undefined,
  items: readonly SeenItem[],
) {
  const { t, f } = say
  if (!proof?.outcome || proof.finished_at === null) return null
  const strangers = strangersIn(sample, items).join(', ')
  return {
    tone: { same: 'done', moved: 'note', wrong: 'bad' }[proof.outcome],
    icon: { same: 'circle-check', moved: 'info-circle', wrong: 'alert-triangle' }[proof.outcome],
    text: t(`audit.proof.outcome.${proof.outcome}`, { n: f.number(proof.population ?? 0), strangers }),
    when: t('audit.proof.foundAt', { when: momentOf(say, proof.finished_at) }),
  }
}
