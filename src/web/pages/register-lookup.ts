// What the office already knows of whoever complains: the beneficiary's sheet, and the complaint this one may repeat.
import type { Beneficiary } from '../../cases/beneficiaries.ts'
import { DUPLICATE_DAYS, type Earlier, mayRepeat } from '../../cases/earlier.ts'
import { foldCnie } from '../../cases/folding.ts'
import { addDays, dayOf, startOfDay } from '../../platform/clock.ts'
import { maskPhone } from './masks.ts'
import type { Say } from './say.ts'

export type Known = { beneficiary: Beneficiary | undefined; earlier: readonly Earlier[] }

export type Lookup = {
  /** Whether a card or a number was typed. */
  asked: boolean
  sheet: { name: string; lines: { label: string; value: string; code: boolean }[] } | null
  /** The card on the sheet is not the one that was typed. */
  otherCard: boolean
  repeats: EarlierCase[]
  earlier: EarlierCase[]
}
export type EarlierCase = { href: string; ref: string; what: string; meta: string }

/** The panel beside the form, for what was typed so far. */
export function lookupPanel(say: Say, known: Known, typed: Record<string, string>, now: number): Lookup {
  const { cnie = '', beneficiary: number = '', programme = '', category = '' } = typed
  const { beneficiary } = known
  const since = startOfDay(addDays(dayOf(now), -DUPLICATE_DAYS))
  const repeats = known.earlier.filter((one) => mayRepeat(one, { programme, category, since }))
  const others = known.earlier.filter((one) => !repeats.includes(one))
  return {
    asked: cnie !== '' || number !== '',
    sheet: beneficiary ? sheetOf(say, beneficiary) : null,
    otherCard: cnie !== '' && beneficiary !== undefined && beneficiary.cnie !== foldCnie(cnie),
    repeats: repeats.map((one) => lineOf(say, one)),
    earlier: others.map((one) => lineOf(say, one)),
  }
}

function sheetOf(say: Say, beneficiary: Beneficiary): NonNullable<Lookup['sheet']> {
  const { t, lang } = say
  const { name, name_ar, number, phone, children, commune, province } = beneficiary
  const lines = [
    { key: 'number', value: number, code: true },
    { key: 'phone', value: phone && maskPhone(phone), code: true },
    { key: 'children', value: children > 0 ? t('registration.lookup.enrolled', { count: children }) : '' },
    { key: 'commune', value: [commune, province].filter(Boolean).join(lang === 'ar' ? '، ' : ', ') },
  ]
  return {
    name: (lang === 'ar' && name_ar) || name,
    lines: lines
      .filter(({ value }) => value !== '')
      .map(({ key, value, code = false }) => ({ label: t(`registration.lookup.${key}`), value, code })),
  }
}

const lineOf = ({ life, f }: Say, one: Earlier): EarlierCase => ({
  href: `/cases/${one.id}`,
  ref: one.id,
  what: one.object,
  meta: [life(one.workflow, `state.${one.state}`), f.dayShortYear(one.received_on)].join(' · '),
})
