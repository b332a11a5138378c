// A cause as an office opens it, and its cases on their way to one answer.
import { carryOutBulk } from '../../src/cases/bulk-work.ts'
import { attachCase } from '../../src/cases/cause-cases.ts'
import { CauseForm, openCause } from '../../src/cases/causes.ts'
import type { Office } from '../support/office.ts'
import { type Act, lead } from './roads.ts'

/** What is typed by whoever opens one. */
export const typedCause = {
  place: 'DAAM/RABAT',
  category: 'PAYMENT_MISSING',
  since: '2026-11-20',
  titleFr: 'Versement de mars en retard',
  titleAr: 'تأخر دفعة مارس',
  textFr: 'Le lot de versements de mars est parti avec cinq jours de retard.',
  textAr: 'انطلقت دفعات شهر مارس بتأخير خمسة أيام عن موعدها.',
}

/** The notice of it. */
export const typedNotice = {
  titleFr: 'Votre versement de mars arrive plus tard',
  titleAr: 'دعم شهر مارس يصل متأخراً',
  textFr: 'Le lot de mars est parti en retard.\n\nVotre droit n’est pas en cause.',
  textAr: 'تأخرت دفعة شهر مارس.\n\nحقكم غير معني بذلك.',
  doFr: 'Attendez le message qui annonce votre versement.',
  doAr: 'انتظروا الرسالة التي تعلن عن صرف دعمكم.',
  avoidFr: 'Ne payez personne pour un versement.',
  avoidAr: 'لا تدفعوا لأحد مقابل صرف الدعم.',
}

/** One answer for its cases. */
export const typedAnswers = {
  textFr: 'Bonjour, votre versement de mars est reparti ; il arrive cette semaine.',
  textAr: 'السلام عليكم، أُعيد إرسال دعمكم لشهر مارس وسيصلكم هذا الأسبوع.',
}

/** Opens a cause as the clerk; gives its id. */
export const openedCause = (office: Office, fields: Partial<typeof typedCause> = {}): Promise<string> =>
  openCause(office, office.staff.clerk, CauseForm.parse({ ...typedCause, ...fields }))

type Fields = NonNullable<Parameters<Office['register']>[0]>

/** Registers a complaint, takes it on by some acts and says that it belongs to a cause; gives its reference. */
export async function confirmedCase(
  office: Office,
  cause: string,
  fields: Fields = {},
  acts: readonly Act[] = ['qualify', 'conclude'],
): Promise<string> {
  const caseId = await office.register(fields)
  await lead(office, caseId, ...acts)
  await attachCase(office, office.staff.clerk, { cause, caseId, sure: true })
  return caseId
}

/** Lets the worker of jobs run until it has nothing to do. */
export async function allDone(office: Office): Promise<void> {
  for (let n = 0; n < 20; n += 1) await carryOutBulk(office)
}
