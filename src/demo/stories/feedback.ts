// What people notice and propose about the health cover.
import type { Request } from './story.ts'

const AMO = { programme: 'AMO_TADAMON', kind: 'other', nameless: true } as const

export const feedbackRequests: readonly Request[] = [
  {
    ...AMO,
    service: 'SUGGESTION',
    category: 'RECEPTION',
    unit: 'AGENCIES',
    weight: 3,
    object: { fr: 'Un guichet pour les personnes âgées', ar: 'شباك خاص بالمسنين' },
    told: {
      fr: [
        'À l’agence, ma mère a attendu debout deux heures. Quelques chaises et un guichet pour les personnes âgées ne coûteraient presque rien.',
      ],
      ar: [
        'انتظرت والدتي واقفة ساعتين بالوكالة. بعض الكراسي وشباك للمسنين لن يكلف الكثير.',
        'يا ريت تديرو شي شباك غير للناس الكبار والمراض، راه كيعياو.',
      ],
    },
    finding: 'Guichet prioritaire le matin dès le mois prochain, douze chaises commandées.',
    yes: {
      fr: 'Merci. Un guichet prioritaire ouvrira chaque matin le mois prochain, et des chaises sont commandées.',
      ar: 'شكراً لكم. سيفتح شباك للأولوية كل صباح ابتداءً من الشهر المقبل، وقد طُلبت كراسٍ للانتظار.',
    },
    synthesis: 'Suggestion retenue par le réseau des agences, remerciement envoyé.',
  },
  {
    ...AMO,
    service: 'SUGGESTION',
    category: 'TECHNICAL',
    unit: 'AGENCIES',
    weight: 3,
    object: { fr: 'Un SMS quand le remboursement part', ar: 'رسالة عند صرف التعويض' },
    told: {
      fr: [
        'Chaque semaine je fais trente kilomètres pour demander si le remboursement est arrivé. Un simple SMS suffirait.',
      ],
      ar: ['أقطع كل أسبوع ثلاثين كيلومتراً لأسأل عن التعويض. تكفي رسالة قصيرة على الهاتف.'],
    },
    finding: 'Déjà prévu dans la prochaine version du service de SMS.',
    yes: {
      fr: 'Merci pour cette idée. Un SMS sera envoyé à chaque remboursement à partir du trimestre prochain.',
      ar: 'شكراً على هذه الفكرة. ستُرسل رسالة قصيرة عند كل تعويض ابتداءً من الفصل المقبل.',
    },
    synthesis: 'Suggestion transmise au service informatique, qui la prévoyait déjà.',
  },
  {
    ...AMO,
    service: 'OBSERVATION',
    category: 'PROVIDER',
    unit: 'PROVIDERS',
    weight: 3,
    object: { fr: 'Affiches des tarifs absentes', ar: 'غياب لائحة الأثمان' },
    told: {
      fr: [
        'Dans la clinique où l’on m’a envoyée à {commune}, aucun tarif n’est affiché. Je n’ai pas à me plaindre pour moi, mais les gens ne savent pas ce qu’ils devront payer.',
      ],
      ar: [
        'لا توجد أي لائحة للأثمان في المصحة التي أُرسلت إليها ب{commune}. لا أشتكي لنفسي لكن الناس لا يعرفون ما سيؤدونه.',
      ],
    },
    finding: 'Rappel de l’obligation d’affichage envoyé à la clinique, visite prévue.',
    yes: {
      fr: 'Merci. L’obligation d’afficher les tarifs a été rappelée à cet établissement, et une visite est prévue.',
      ar: 'شكراً لكم. تم تذكير المؤسسة بوجوب تعليق الأثمان، وستُبرمج زيارة لها.',
    },
    synthesis: 'Observation vérifiée et suivie d’un rappel à l’établissement.',
  },
]
