// Absences in words: the days, and the form that takes them.
import type { Absence } from '../../accounts/absences.ts'
import { backOn } from '../../accounts/absences.ts'
import type { FieldSpec } from '../forms.ts'
import type { Say } from './say.ts'

export type AbsenceLine = { id: string; words: string; running: boolean }

/** The absences of one person, the nearest first. */
export const absenceLines = ({ t, f }: Say, absences: readonly Absence[], today: string): AbsenceLine[] =>
  absences.map(({ id, from, to }) => ({
    id,
    words: from === to ? f.day(from) : t('absence.days', { from: f.day(from), to: f.day(to) }),
    running: from <= today,
  }))

/** Whether somebody is there, in a sentence; '' when nothing is known but that they are. */
export function presenceWords({ t, f }: Say, absences: readonly Absence[], today: string): string {
  const back = backOn(absences, today)
  if (back) return t('absence.away', { day: f.day(back) })
  const [next] = absences
  return next ? t('absence.planned', { day: f.day(next.from) }) : ''
}

/** The fields of an absence. */
export const absenceFields = ({ t }: Pick<Say, 't'>): FieldSpec[] => [
  { name: 'from', kind: 'date', label: t('absence.from'), required: true },
  { name: 'to', kind: 'date', label: t('absence.to.label'), hint: t('absence.to.hint'), required: true },
]
