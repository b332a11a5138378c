// The beneficiary's sheet beside a case; numbers that identify somebody are masked until asked for.
import type { CaseView } from '../../cases/case-view.ts'
import { maskCnie, maskEmail, maskPhone } from './masks.ts'
import type { Say } from './say.ts'

export type SheetLine = { label: string; value: string; code: boolean; masked: boolean; lang?: string }

/** What is known of the person: the registry's sheet where there is one, else what the complainant gave. */
export function sheetOf(say: Say, view: CaseView, revealed: boolean) {
  const { t, f } = say
  const { beneficiary, registration } = view
  const cnie = beneficiary?.cnie || registration.cnie
  const phone = registration.phone || beneficiary?.phone || ''
  const lines: SheetLine[] = []
  const add = (key: string, value: string, how: Partial<SheetLine> = {}) => {
    if (value) lines.push({ label: t(`case.sheet.${key}`), value, code: false, masked: false, ...how })
  }
  const secret = (key: string, value: string, mask: (value: string) => string) =>
    add(key, value && (revealed ? value : mask(value)), { code: true, masked: !revealed })
  if (view.restricted === 1 && !revealed && registration.name)
    add('name', t('author.protected'), { masked: true })
  else add('name', (say.lang === 'ar' && beneficiary?.name_ar) || beneficiary?.name || registration.name)
  // Of whoever is protected not even the ends of a number are shown.
  const hidden = view.restricted === 1 ? () => '••••••' : undefined
  secret('cnie', cnie, hidden ?? maskCnie)
  secret('phone', phone, hidden ?? maskPhone)
  if (registration.email) secret('email', registration.email, hidden ?? maskEmail)
  if (hidden && registration.address) secret('address', registration.address, hidden)
  add('identity', t(`word.identity.${view.identity}`))
  if (beneficiary) {
    add('number', beneficiary.number, { code: true })
    if (beneficiary.children > 0) add('children', t('case.sheet.enrolled', { count: beneficiary.children }))
    add(
      'commune',
      [beneficiary.commune, beneficiary.province].filter(Boolean).join(', '),
      // The registers write places in French alone.
      { lang: 'fr' },
    )
    add(
      'payment',
      t('case.sheet.paid', {
        how: t(`case.payment.${beneficiary.payment}`),
        amount: f.number(beneficiary.amount),
      }),
    )
  }
  const records = (beneficiary?.records ?? []).map((record) => ({
    what: t(`case.record.${record.kind}`),
    meta: [
      f.dayShortYear(record.day),
      t(`case.record.status.${record.status}`),
      record.amount === null ? '' : t('case.sheet.dirhams', { amount: f.number(record.amount) }),
    ]
      .filter(Boolean)
      .join(' · '),
  }))
  const asking = hidden
    ? { reveal: t('author.reveal'), revealText: t('author.revealText') }
    : { reveal: t('case.sheet.reveal'), revealText: '' }
  return {
    known: beneficiary !== undefined,
    lines,
    records,
    masked: lines.some(({ masked }) => masked),
    ...asking,
  }
}
