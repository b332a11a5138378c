// Clients of the microfinance institution who ask to put an instalment off.
import type { Request } from './story.ts'

const DEFERRAL = { programme: 'MICROFINANCE', service: 'DEFERRAL', kind: 'payment', unit: 'LOANS' } as const

export const deferralRequests: readonly Request[] = [
  {
    ...DEFERRAL,
    category: 'DROUGHT',
    weight: 4,
    object: { fr: 'Échéance à reporter, pas de récolte', ar: 'طلب تأجيل القسط بسبب الجفاف' },
    told: {
      fr: [
        'Il n’a pas plu à {commune} et l’orge n’a rien donné. J’ai vendu deux brebis pour payer la dernière échéance de {amount} DH. Je demande d’attendre la saison des olives.',
        'Mon frère est parti travailler à la ville, les bêtes n’ont plus de fourrage. Je peux payer après le souk de l’Aïd, pas avant.',
      ],
      ar: [
        'لم تسقط الأمطار ب{commune} ولم يعط الشعير شيئاً. بعت نعجتين لأداء القسط الأخير ({amount} درهماً). أطلب الانتظار إلى موسم الزيتون.',
        'ما كاين لا شتا لا ربيع، والماشية ما بقى ليها ما تاكل. نقدر نخلص من بعد سوق العيد.',
      ],
    },
    finding: 'Commune classée sinistrée, aucun impayé avant cette échéance.',
    yes: {
      fr: 'Votre échéance de {amount} DH est reportée sans frais ni pénalité. Les suivantes ne changent pas.',
      ar: 'أُجّل قسطكم ({amount} درهماً) دون مصاريف ولا غرامة، وتبقى الأقساط الموالية دون تغيير.',
    },
    no: {
      ground: 'alreadyDeferred',
      because: {
        fr: 'Cette échéance a déjà été reportée une fois. Votre agent peut étudier avec vous un échéancier plus long.',
        ar: 'سبق تأجيل هذا القسط مرة واحدة. يمكن للعون المكلف بكم أن يدرس معكم جدولاً أطول.',
      },
    },
    synthesis: 'Situation vérifiée sur place, décision annoncée avec sa date.',
  },
  {
    ...DEFERRAL,
    category: 'INCOME_LOST',
    weight: 3,
    object: { fr: 'Atelier arrêté, échéance à reporter', ar: 'توقف الورشة وطلب تأجيل القسط' },
    told: {
      fr: [
        'Je couds pour un magasin {ofCommune} qui a fermé. J’ai une nouvelle commande dans six semaines. Je n’ai jamais eu de retard.',
        'Mon triporteur est en réparation depuis le {since} et je vis de lui. Je demande un seul mois.',
      ],
      ar: [
        'أخيط لمتجر ب{commune} وقد أغلق أبوابه. لدي طلبية جديدة بعد ستة أسابيع ولم أتأخر يوماً في الأداء.',
        'التريبورتور ديالي خاسر من {since} وهو باش عايش. بغيت غير شهر واحد.',
      ],
    },
    finding: 'Arrêt d’activité constaté par l’agent, bon de commande présenté.',
    yes: {
      fr: 'Votre échéance de {amount} DH est reportée, le temps de reprendre votre activité. Aucune pénalité n’est comptée.',
      ar: 'أُجّل قسطكم ({amount} درهماً) إلى حين استئناف نشاطكم، دون احتساب أي غرامة.',
    },
    no: {
      ground: 'arrears',
      because: {
        fr: 'Trois échéances restent impayées depuis avant l’arrêt de l’activité. Nous vous proposons un rendez-vous en agence pour les étaler.',
        ar: 'بقيت ثلاثة أقساط غير مؤداة منذ ما قبل توقف النشاط. نقترح عليكم موعداً بالوكالة لجدولتها.',
      },
    },
    synthesis: 'Décision motivée, annoncée avec la date et les voies de recours.',
  },
  {
    ...DEFERRAL,
    category: 'ILLNESS',
    weight: 2,
    object: { fr: 'Maladie, deux échéances à reporter', ar: 'مرض وطلب تأجيل قسطين' },
    told: {
      fr: [
        'J’ai subi une opération à {hospital} et je ne peux pas tenir mon étal avant deux mois. J’ai le certificat.',
      ],
      ar: ['أُجريت لي عملية ب{hospital} ولا أستطيع العمل قبل شهرين. لدي الشهادة الطبية.'],
    },
    finding: 'Certificat d’hospitalisation conforme, aucun retard depuis deux prêts.',
    yes: {
      fr: 'Votre échéance est reportée. Nous vous souhaitons un prompt rétablissement ; votre agente passera vous voir.',
      ar: 'أُجّل قسطكم. نتمنى لكم الشفاء العاجل، وستزوركم العونة المكلفة بكم.',
    },
    synthesis: 'Report accordé pour maladie, date annoncée.',
  },
]
