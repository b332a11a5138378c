// What is said when an answer is contested, and when the ombudsman writes.
import type { Said } from '../said.ts'

/** What the person contests. */
export const contested: readonly Said[] = [
  {
    fr: 'La réponse ne parle pas du reçu que j’ai remis au guichet. Je demande qu’il soit regardé.',
    ar: 'الجواب لا يتحدث عن الوصل الذي سلمته في الشباك. أطلب الاطلاع عليه.',
  },
  {
    fr: 'On me dit non sans me dire sur quelle période. Ma situation a changé depuis.',
    ar: 'قيل لي لا دون تحديد الفترة. وضعيتي تغيرت منذ ذلك الحين.',
  },
  {
    fr: 'Je ne suis pas d’accord avec la réponse : la date retenue n’est pas la bonne.',
    ar: 'لا أوافق على الجواب: التاريخ المعتمد غير صحيح.',
  },
]

/** What the clerk finds on reading the file again. */
export const examined =
  'Dossier relu avec les pièces remises. Le reçu n’avait pas été joint à la première analyse ; il est daté et lisible.'

export const decisions: Record<'upheld' | 'partly' | 'rejected', Said> = {
  upheld: {
    fr: 'Le reçu que vous avez remis est valable. Votre dossier est repris avec cette pièce.',
    ar: 'الوصل الذي سلمتموه صحيح. ستُعاد دراسة ملفكم مع هذه الوثيقة.',
  },
  partly: {
    fr: 'Un des deux mois que vous demandez vous est dû. Votre dossier est repris pour ce mois.',
    ar: 'أحد الشهرين اللذين تطالبون بهما مستحق لكم. ستُعاد دراسة ملفكم بالنسبة لهذا الشهر.',
  },
  rejected: {
    fr: 'La règle a été bien appliquée : la pièce remise porte sur une autre période.',
    ar: 'طُبقت القاعدة بشكل سليم: الوثيقة المسلمة تخص فترة أخرى.',
  },
}

export const told = 'Décision remise en main propre, décharge signée.'
export const closed = 'Recours réexaminé par une autre personne, décision expliquée et annoncée.'

export type Referral = {
  object: string
  description: string
  letters: readonly { direction: 'in' | 'out'; reference: string; summary: string }[]
}

/** What the ombudsman asks: of a case that is here, then of one that is not. */
export const referrals: readonly [Referral, Referral] = [
  {
    object: 'Saisine du Médiateur : demande restée sans suite satisfaisante',
    description:
      'Le Médiateur du Royaume transmet la plainte d’une personne bénéficiaire et demande les éléments du dossier, la décision prise et ses motifs.',
    letters: [
      {
        direction: 'in',
        reference: '1184/2026',
        summary: 'Transmission de la plainte et demande d’explications.',
      },
      { direction: 'out', reference: 'CNRA-77', summary: 'Accusé de réception et délai annoncé.' },
    ],
  },
  {
    object: 'Saisine du Médiateur : aide suspendue sans explication',
    description:
      'Le Médiateur du Royaume écrit qu’une aide a été suspendue sans que la personne en connaisse le motif. Il demande la décision de suspension et sa date.',
    letters: [
      {
        direction: 'in',
        reference: '1203/2026',
        summary: 'Demande de la décision de suspension et de son motif.',
      },
      { direction: 'out', reference: 'CNRA-81', summary: 'Accusé de réception et délai annoncé.' },
    ],
  },
]

/** What the analysis of the first one shows. */
export const analysed = 'Le dossier a été traité selon la règle ; le montant dû a été recalculé et versé.'
