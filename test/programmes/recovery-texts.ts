// What the lifecycle of recovery.ts says, in three languages: its own namespace, and what it adds to those all share.
import type { Texts } from '../../workflows/kit.ts'

/** The five texts of an act, in the order in which people meet them. */
const act = (does: string, title: string, intro: string, done: string, follows: string): Texts => ({
  do: does,
  title,
  intro,
  done,
  follows,
})

/** What each letter is called, on the page of a case and among the incidents. */
const letters = (tellSchedule: string, tellScheduleApproved: string): Texts => ({
  tellSchedule,
  tellScheduleApproved,
})

const letter = (subject: string, body: string, sms: string): Texts => ({ subject, body, sms })

export const fr: Texts = {
  recovery: {
    name: 'Remboursement échelonné',
    what: 'Une personne rend une somme indue en plusieurs fois, selon un échéancier qu’elle accepte.',
    state: {
      routed: 'Échéancier à proposer',
      pending: 'Accord attendu',
      unanswered: 'Sans accord dans le délai',
      accepted: 'Échéancier à approuver',
      followed: 'Échéances en cours',
    },
    event: {
      ROUTE: act(
        'Orienter',
        'Orientez vers le service',
        'Choisissez l’unité.',
        'Orientée',
        'L’unité proposera.',
      ),
      PROPOSE_SCHEDULE: act(
        'Proposer un échéancier',
        'Proposez un échéancier',
        'Les montants, les dates, et le dernier jour.',
        'Échéancier proposé',
        'La personne a quinze jours pour accepter.',
      ),
      RECORD_CONSENT: act(
        'Noter sa réponse',
        'Notez la réponse de la personne',
        'Elle accepte l’échéancier ou le refuse.',
        'Réponse notée',
        'Accepté, il est à approuver ; refusé, il est à revoir.',
      ),
      APPROVE_SCHEDULE: act('Approuver', 'Approuvez', 'Il est d’un autre.', 'Approuvé', 'Il court.'),
      RETURN_SCHEDULE: act(
        'Renvoyer',
        'Renvoyez l’échéancier',
        'Dites pourquoi.',
        'Renvoyé',
        'L’unité le reverra.',
      ),
    },
    timer: {
      untilConsentEnds: 'Le délai pour accepter est passé',
      untilPaid: 'La dernière échéance est passée',
    },
  },
  field: {
    lastOn: { label: 'Dernière échéance', invalid: 'Donnez une date' },
    schedule: {
      label: 'Échéancier',
      missing: 'Écrivez l’échéancier',
      tooShort: 'Écrivez au moins 10 caractères',
      tooLong: 'Écrivez au plus 5 000 caractères',
    },
    consent: {
      label: 'Réponse de la personne',
      choose: 'Choisissez la réponse',
      option: { accepted: 'Elle accepte', refused: 'Elle refuse' },
    },
  },
  refusal: {
    lastAhead: 'La dernière échéance est dans le futur',
    hand: {
      PROPOSE_SCHEDULE: 'Vous avez proposé cet échéancier : une autre personne décide',
      APPROVE_SCHEDULE: 'Vous avez approuvé cet échéancier : une autre personne clôt',
    },
  },
  effect: { alertNoConsent: 'Un échéancier est sans réponse' },
  case: { thread: letters('Échéancier proposé', 'Échéancier approuvé') },
  incident: { letter: letters('Échéancier proposé', 'Échéancier approuvé') },
  message: {
    tellSchedule: letter(
      'Échéancier pour {{reference}}',
      '{{text}}\n\nDernière échéance : {{date}}\n\n{{body}}',
      '{{reference}} : échéancier proposé jusqu’au {{date}}',
    ),
    tellScheduleApproved: letter(
      '{{reference}} : échéancier approuvé',
      '{{body}}',
      '{{reference}} : approuvé',
    ),
  },
}

export const ar: Texts = {
  recovery: {
    name: 'الإرجاع بالأقساط',
    what: 'يرجع الشخص مبلغاً غير مستحق على دفعات، وفق جدول يقبله.',
    state: {
      routed: 'جدول يُنتظر اقتراحه',
      pending: 'في انتظار القبول',
      unanswered: 'بدون قبول داخل الأجل',
      accepted: 'جدول تُنتظر المصادقة عليه',
      followed: 'أقساط جارية',
    },
    event: {
      ROUTE: act('توجيه', 'وجّهوا إلى المصلحة', 'اختاروا الوحدة.', 'وُجّه', 'ستقترح الوحدة جدولاً.'),
      PROPOSE_SCHEDULE: act(
        'اقتراح جدول',
        'اقترحوا جدولاً',
        'المبالغ والتواريخ وآخر يوم.',
        'اقتُرح جدول',
        'للشخص خمسة عشر يوماً ليقبل.',
      ),
      RECORD_CONSENT: act(
        'تسجيل رده',
        'سجّلوا رد الشخص',
        'يقبل الجدول أو يرفضه.',
        'سُجّل الرد',
        'يُصادق عليه أو يُراجع.',
      ),
      APPROVE_SCHEDULE: act(
        'مصادقة',
        'صادقوا على الجدول',
        'لم تقترحوا هذا الجدول.',
        'صودق عليه',
        'تُتابع الأقساط حتى آخرها.',
      ),
      RETURN_SCHEDULE: act('إرجاع', 'أرجعوا الجدول', 'اذكروا السبب.', 'أُرجع', 'ستراجعه الوحدة.'),
    },
    timer: { untilConsentEnds: 'انقضى أجل القبول', untilPaid: 'انقضى آخر قسط' },
  },
  field: {
    lastOn: { label: 'آخر قسط', invalid: 'أدخلوا تاريخاً' },
    schedule: {
      label: 'الجدول',
      missing: 'اكتبوا الجدول',
      tooShort: 'اكتبوا 10 أحرف على الأقل',
      tooLong: 'اكتبوا 5.000 حرف على الأكثر',
    },
    consent: { label: 'رد الشخص', choose: 'اختاروا الرد', option: { accepted: 'يقبل', refused: 'يرفض' } },
  },
  refusal: {
    lastAhead: 'آخر قسط يكون في المستقبل',
    hand: {
      PROPOSE_SCHEDULE: 'اقترحتم هذا الجدول: يقرر شخص آخر',
      APPROVE_SCHEDULE: 'صادقتم على هذا الجدول: يغلقه شخص آخر',
    },
  },
  effect: { alertNoConsent: 'جدول بدون رد' },
  case: { thread: letters('جدول مقترح', 'جدول مصادق عليه') },
  incident: { letter: letters('جدول مقترح', 'جدول مصادق عليه') },
  message: {
    tellSchedule: letter(
      'جدول {{reference}}',
      '{{text}}\n\nآخر قسط: {{date}}\n\n{{body}}',
      '{{reference}}: جدول حتى {{date}}',
    ),
    tellScheduleApproved: letter('صودق على جدول {{reference}}', '{{body}}', '{{reference}}: صودق عليه'),
  },
}

export const en: Texts = {
  recovery: {
    name: 'Repayment in instalments',
    what: 'A person pays an undue sum back in instalments, by a schedule they accept.',
    state: {
      routed: 'Schedule to propose',
      pending: 'Consent awaited',
      unanswered: 'No consent in time',
      accepted: 'Schedule to approve',
      followed: 'Instalments run',
    },
    event: {
      ROUTE: act(
        'Route',
        'Route it to the service',
        'Choose the unit.',
        'Routed',
        'The unit will propose a schedule.',
      ),
      PROPOSE_SCHEDULE: act(
        'Propose a schedule',
        'Propose a schedule',
        'The sums, the dates, and the last day.',
        'Schedule proposed',
        'The person has fifteen days to accept.',
      ),
      RECORD_CONSENT: act('Record the reply', 'Record it', 'Yes, or no.', 'Recorded', 'It is reviewed.'),
      APPROVE_SCHEDULE: act('Approve', 'Approve it', 'You did not propose it.', 'Approved', 'It runs.'),
      RETURN_SCHEDULE: act(
        'Return',
        'Return the schedule',
        'Say why.',
        'Returned',
        'The unit will revise it.',
      ),
    },
    timer: { untilConsentEnds: 'The time to accept is over', untilPaid: 'The last instalment is over' },
  },
  field: {
    lastOn: { label: 'Last instalment', invalid: 'Give a date' },
    schedule: {
      label: 'Schedule',
      missing: 'Write the schedule',
      tooShort: 'Write at least 10 characters',
      tooLong: 'Write at most 5,000 characters',
    },
    consent: {
      label: 'What the person replied',
      choose: 'Choose the reply',
      option: { accepted: 'They accept', refused: 'They refuse' },
    },
  },
  refusal: {
    lastAhead: 'The last instalment lies ahead',
    hand: {
      PROPOSE_SCHEDULE: 'You proposed this schedule: somebody else decides',
      APPROVE_SCHEDULE: 'You approved this schedule: somebody else closes',
    },
  },
  effect: { alertNoConsent: 'Nobody replied to a schedule' },
  case: { thread: letters('Schedule proposed', 'Schedule approved') },
  incident: { letter: letters('Schedule proposed', 'Schedule approved') },
  message: {
    tellSchedule: letter(
      'Schedule for {{reference}}',
      '{{text}}\n\nLast instalment: {{date}}\n\n{{body}}',
      '{{reference}}: schedule proposed until {{date}}',
    ),
    tellScheduleApproved: letter('{{reference}}: schedule approved', '{{body}}', '{{reference}}: approved'),
  },
}
