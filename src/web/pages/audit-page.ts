// Samples as pages: the list, one of them with its closures and its proof, the form that draws one.
import type { SignedIn } from '../../accounts/schema.ts'
import { mayAudit } from '../../audits/policy.ts'
import type { Counts, SeenItem } from '../../audits/queries.ts'
import { points } from '../../audits/risks.ts'
import { likelihood } from '../../audits/sample.ts'
import { edgeOf, isDrawn, MOST_SIZE, type SampleRow } from '../../audits/schema.ts'
import type { Programmes } from '../../programmes/index.ts'
import type { FieldSpec } from '../forms.ts'
import { placeName, placeOptions } from './place-options.ts'
import type { Say } from './say.ts'

export const itemHref = ({ sample_id, case_id }: Pick<SeenItem, 'sample_id' | 'case_id'>): string =>
  `/audits/${sample_id}/${case_id}`

/** The period of a sample, in words. */
export const periodOf = ({ t, f }: Say, { from_day, to_day }: SampleRow): string =>
  t('audit.period', { from: f.dayPlain(from_day), to: f.dayPlain(to_day) })

/** Samples as lines of a list. */
export function sampleLines(
  say: Say,
  samples: readonly (SampleRow & { counts: Counts })[],
  programmes: Programmes,
) {
  const { t, f } = say
  return samples.map((sample) => {
    const { seen, done, conform } = sample.counts
    return {
      href: `/audits/${sample.id}`,
      title: `${placeName(say, programmes, sample)} · ${periodOf(say, sample)}`,
      drawn: isDrawn(sample),
      meta: t(isDrawn(sample) ? 'audit.drawnOn' : 'audit.drawing.since', {
        day: f.dayShortYear(sample.drawn_at),
        n: f.number(seen),
        of: f.number(sample.population),
      }),
      done: t('audit.doneOf', { done: f.number(done), n: f.number(seen) }),
      conform: t('audit.conformOf', { conform: f.number(conform), done: f.number(done) }),
      length: seen === 0 ? 0 : Math.round((100 * done) / seen),
    }
  })
}

/** Who checks a closure, or has. */
function auditorOf({ t }: Say, { auditor, status }: SeenItem, names: ReadonlyMap<string, string>): string {
  if (auditor === null) return t('audit.nobody')
  return t(status === 'done' ? 'audit.checkedBy' : 'audit.toCheckBy', { who: names.get(auditor) ?? '' })
}

/** Closures as lines that lead to their checklist. */
export function itemLines(say: Say, items: readonly SeenItem[], names: ReadonlyMap<string, string>) {
  const { t, f } = say
  return items.map((item) => ({
    href: itemHref(item),
    ref: item.case_id,
    object: item.object,
    closed: f.dayShortYear(item.closed_on),
    weight: f.number(item.weight),
    risks: riskNames(say, item),
    auditor: auditorOf(say, item, names),
    status:
      item.status === 'done' ? t(`audit.verdict.${item.verdict ?? ''}`) : t(`audit.status.${item.status}`),
    icon: item.status !== 'done' ? 'clock' : item.verdict === 'conform' ? 'circle-check' : 'circle-x',
    tone: item.status !== 'done' ? '' : item.verdict === 'conform' ? 'is-good' : 'is-bad',
  }))
}

/** Why a closure weighs more than another one. */
export const riskNames = ({ t }: Say, { risks }: Pick<SeenItem, 'risks'>): string[] =>
  risks === '' ? [] : risks.split(' ').map((risk) => t(`audit.risk.${risk}`))

/** What a sample is proved by, line by line. */
export function proofLines(say: Say, sample: SampleRow) {
  const { t, f } = say
  const seed = { label: t('audit.proof.seed'), text: sample.seed, code: true }
  if (!isDrawn(sample)) return [seed]
  return [
    seed,
    { label: t('audit.proof.population'), text: f.number(sample.population), code: false },
    { label: t('audit.proof.hash'), text: sample.population_hash, code: true },
    {
      label: t('audit.proof.edge'),
      text:
        sample.edge_draw === null
          ? t('audit.proof.all')
          : `${sample.edge_draw} / ${f.number(Number(sample.edge_weight))}`,
      code: sample.edge_draw !== null,
    },
    { label: t('audit.proof.rule'), text: f.number(sample.rule), code: false },
  ]
}

/** The points of each risk when the sample was drawn, and how likely the lightest and the heaviest were to be in it. */
export function pointLines(say: Say, sample: SampleRow, items: readonly SeenItem[]) {
  const { t, f } = say
  const given: Record<string, unknown> = JSON.parse(sample.points)
  const edge = edgeOf(sample)
  const heaviest = Math.max(1, ...items.map(({ weight }) => weight))
  const chance = (weight: number) =>
    t('honour.percent', { n: f.number(Math.round(1000 * likelihood(weight, edge)) / 10) })
  return {
    points: Object.keys(points).map((risk) => ({
      name: t(`audit.risk.${risk}`),
      n: f.number(Number(given[risk] ?? 0)),
    })),
    chances: t('audit.proof.chances', {
      light: chance(1),
      weight: f.number(heaviest),
      heavy: chance(heaviest),
    }),
  }
}

/** The fields of the form that draws. */
export function drawFields(say: Say, user: SignedIn, programmes: Programmes): FieldSpec[] {
  const { t } = say
  const options = placeOptions(say, programmes, (place) => mayAudit(user, place))
  return [
    { name: 'key', kind: 'hidden', label: '' },
    { name: 'place', kind: 'select', label: t('audit.form.place'), required: true, options },
    { name: 'from', kind: 'date', label: t('audit.form.from'), required: true },
    {
      ...{ name: 'to', kind: 'date', label: t('audit.form.to'), required: true },
      hint: t('audit.form.toHint'),
    },
    {
      ...{ name: 'size', kind: 'number', label: t('audit.form.size'), required: true },
      hint: t('audit.form.sizeHint', { most: MOST_SIZE }),
    },
  ]
}
