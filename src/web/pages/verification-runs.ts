// Runs of the verifier as a page: what the last one found, how far the present one is, and those before.
import type { Problem, VerifyRun } from '../../cases/verify-runs.ts'
import { momentOf } from './journal-words.ts'
import type { Say } from './say.ts'

type Names = ReadonlyMap<string, string>

/** A run in words. */
export function runLine(say: Say, run: VerifyRun, names: Names) {
  const { t, f } = say
  const wrong = run.wrong > 0 || run.road_wrong === true
  return {
    id: run.id,
    when: momentOf(say, run.finished_at ?? run.ordered_at),
    by: run.ordered_by ? (names.get(run.ordered_by) ?? '') : t(`journal.verify.origin.${run.origin}`),
    scope: t(run.whole ? 'journal.verify.whole' : 'journal.verify.part'),
    counts: t('journal.verify.counts', {
      cases: f.number(run.cases),
      rows: f.number(run.events),
      seals: f.number(run.seals),
    }),
    erased: run.erased > 0 ? t('journal.verify.erased', { n: f.number(run.erased) }) : null,
    wrong,
    verdict: wrong ? t('journal.verify.differs', { n: f.number(run.wrong) }) : t('journal.verify.nothing'),
    road:
      run.road_wrong === null
        ? null
        : t(run.road_wrong ? 'journal.verify.roadDiffers' : 'journal.verify.roadNothing'),
    head: run.head_seal === null ? null : `${run.head_seal}:${run.head_hash}`,
  }
}

/** How far a run is: the cases take most of the time, the rest is said in words. */
export function progressLine({ t, f }: Say, run: VerifyRun) {
  return {
    done: run.cases,
    of: Math.max(run.total, run.cases, 1),
    text:
      run.total === 0
        ? t('journal.verify.waiting')
        : t(`journal.verify.phase.${run.phase}`, { done: f.number(run.cases), of: f.number(run.total) }),
    wrong: run.wrong > 0 ? t('journal.verify.sofar', { n: f.number(run.wrong) }) : null,
  }
}

/** Where something differs, as far as the reader may know of the case. */
export const problemLine = ({ t, f }: Say, { area, case_id, number }: Problem) => ({
  area,
  ref: case_id,
  text: number > 0 ? t('journal.verify.number', { n: f.number(number) }) : '',
})
