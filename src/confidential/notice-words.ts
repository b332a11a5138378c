// The notice to the institution and the funder: a day, a programme, a code, and not a word more.
import type { SensitiveContext } from '../../workflows/sensitive-facts.ts'
import { formats } from '../i18n/format.ts'
import { translator } from '../i18n/i18n.ts'
import type { Programme } from '../programmes/schema.ts'

/** The five facts that leave, as words of a language; also what a focal point sees before she sends them. */
export function noticeFacts(
  { receivedOn, nature, linked, referrals }: SensitiveContext,
  programme: Programme,
  language: 'fr' | 'ar' | 'en',
): { label: string; value: string }[] {
  const t = translator(language)
  const referred = referrals.length > 0 ? 'yes' : 'pending'
  return [
    { label: t('confidential.notice.day'), value: formats(language).dayPlain(receivedOn) },
    { label: t('confidential.notice.programme'), value: programme.names[language] },
    { label: t('confidential.notice.nature'), value: t(`field.nature.option.${nature}`) },
    { label: t('confidential.notice.linked'), value: t(`field.linked.option.${linked}`) },
    { label: t('confidential.notice.referred'), value: t(`confidential.referred.${referred}`) },
  ]
}

/** The mail that carries them. */
export function noticeWords(
  context: SensitiveContext,
  programme: Programme,
): { subject: string; body: string } {
  const t = translator('fr')
  const facts = noticeFacts(context, programme, 'fr').map(({ label, value }) => `${label} : ${value}`)
  return {
    subject: t('confidential.notice.subject', { programme: programme.names.fr }),
    body: [t('confidential.notice.intro'), facts.join('\n'), t('confidential.notice.end')].join('\n\n'),
  }
}
