// What people ask that is no complaint: answered and kept like the rest, and counted apart.
import type { Question } from './story.ts'

export const questions: readonly Question[] = [
  {
    programme: 'TAYSSIR',
    category: 'OTHER',
    kind: 'payment',
    weight: 3,
    nameless: true,
    ground: 'information',
    object: { fr: 'Date de la prochaine tranche', ar: 'تاريخ الشطر المقبل' },
    told: {
      fr: ['Bonjour, à quelle date la prochaine tranche sera-t-elle versée ? Merci.'],
      ar: ['السلام عليكم، متى سيتم صرف الشطر المقبل من دعم تيسير؟ وشكراً.'],
    },
    explanation: 'Demande d’information sur le calendrier de paiement, aucun fait contesté.',
    reply: {
      fr: 'la prochaine tranche sera versée à partir du {payDay} ; un SMS vous préviendra',
      ar: 'سيتم صرف الشطر المقبل ابتداء من {payDay}، وستتوصلون برسالة نصية قصيرة',
    },
  },
  {
    programme: 'TAYSSIR',
    category: 'OTHER',
    kind: 'right',
    weight: 2,
    ground: 'serviceRequest',
    object: { fr: 'Changement d’agence postale', ar: 'تغيير وكالة البريد' },
    told: {
      fr: ['Nous avons déménagé. Je voudrais retirer l’aide à {agency} au lieu de l’ancienne agence.'],
      ar: ['انتقلنا إلى سكن جديد وأريد سحب الدعم من {agency} عوض الوكالة السابقة.'],
    },
    explanation:
      'Demande de service : changement du lieu de paiement. Transmise au guichet des mises à jour.',
    reply: {
      fr: 'le changement est enregistré ; vous serez payée à {agency} dès la prochaine tranche',
      ar: 'تم تسجيل التغيير، وسيُصرف لكم الدعم لدى {agency} ابتداء من الشطر المقبل',
    },
  },
  {
    programme: 'TAYSSIR',
    category: 'AMOUNT_WRONG',
    kind: 'payment',
    weight: 2,
    ground: 'clarification',
    object: { fr: 'Comprendre le montant reçu', ar: 'توضيح المبلغ المتوصل به' },
    told: {
      fr: ['J’ai reçu {amount} DH. Je voudrais comprendre à quels mois cela correspond.'],
      ar: ['توصلت بمبلغ {amount} درهماً وأريد معرفة الأشهر التي يغطيها.'],
    },
    explanation: 'Demande d’explication du calcul, sans contestation du montant.',
    reply: {
      fr: 'le montant de {amount} DH correspond aux deux premiers mois de l’année scolaire {year} pour {theKids}',
      ar: 'مبلغ {amount} درهماً يغطي الشهرين الأولين من السنة الدراسية {year} عن {count}',
    },
  },
  {
    programme: 'TAYSSIR',
    category: 'OTHER',
    kind: 'other',
    weight: 1,
    nameless: true,
    ground: 'opinion',
    object: { fr: 'Proposition : payer par téléphone', ar: 'اقتراح: الأداء عبر الهاتف' },
    told: {
      fr: [
        'Pourquoi ne pas payer l’aide par portefeuille mobile ? Cela éviterait aux mères une journée de route.',
      ],
      ar: ['لماذا لا يُصرف الدعم عبر الهاتف المحمول؟ ذلك سيوفر على الأمهات يوماً كاملاً من التنقل.'],
    },
    explanation: 'Avis sur l’organisation du programme, sans dossier individuel.',
    reply: {
      fr: 'votre proposition est transmise à l’équipe du programme, qui étudie ce mode de paiement',
      ar: 'أُحيل اقتراحكم على فريق البرنامج الذي يدرس هذه الطريقة في الأداء',
    },
  },
  {
    programme: 'TAYSSIR',
    category: 'PAYMENT_MISSING',
    kind: 'payment',
    weight: 1,
    ground: 'undueSums',
    object: { fr: 'Trop-perçu notifié', ar: 'إشعار باسترجاع مبلغ' },
    told: {
      fr: [
        'J’ai reçu une lettre qui demande de rendre {part} DH. {child} a quitté l’école en cours d’année, mais j’ai dépensé l’argent pour ses frères.',
      ],
      ar: [
        'توصلت برسالة تطلب إرجاع {part} درهماً لأن {child} غادر المدرسة خلال السنة. لقد صرفت المبلغ على إخوته.',
      ],
    },
    explanation: 'Somme indûment perçue et notifiée : ne relève pas de la réclamation. Étalement possible.',
    reply: {
      fr: 'la somme notifiée reste due, mais elle peut être retenue en quatre fois sur les prochaines tranches, sans pénalité',
      ar: 'يبقى المبلغ المشعر به مستحقاً، ويمكن اقتطاعه على أربع دفعات من الأشطر المقبلة دون أي غرامة',
    },
  },
  {
    programme: 'DAAM',
    category: 'OTHER',
    kind: 'right',
    weight: 3,
    nameless: true,
    ground: 'information',
    object: { fr: 'Pièces à fournir pour une demande', ar: 'الوثائق المطلوبة للاستفادة' },
    told: {
      fr: [
        'Ma voisine vient de perdre son mari. Quelles pièces faut-il pour demander le soutien, et où les déposer ?',
      ],
      ar: ['جارتي فقدت زوجها حديثاً. ما هي الوثائق المطلوبة لطلب الدعم وأين توضع؟'],
    },
    explanation: 'Demande d’information générale pour une tierce personne.',
    reply: {
      fr: 'la demande se dépose à la commune avec l’acte de décès, les actes de naissance et les certificats de scolarité des enfants ; tout est gratuit',
      ar: 'يوضع الطلب بالجماعة مصحوباً بعقد الوفاة وعقود ازدياد الأطفال وشواهدهم المدرسية، والعملية مجانية',
    },
  },
  {
    programme: 'DAAM',
    category: 'PERSONAL_DATA',
    kind: 'data',
    weight: 2,
    ground: 'serviceRequest',
    object: { fr: 'Attestation de bénéfice du soutien', ar: 'شهادة الاستفادة من الدعم' },
    told: {
      fr: ['J’ai besoin d’une attestation que je reçois le soutien, pour l’internat {ofChild}.'],
      ar: ['أحتاج شهادة تثبت استفادتي من الدعم لأدلي بها للقسم الداخلي لفائدة {child}.'],
    },
    explanation: 'Demande d’attestation : service rendu au guichet, aucune contestation.',
    reply: {
      fr: 'l’attestation est prête et vous attend au guichet, sur présentation de votre carte nationale',
      ar: 'الشهادة جاهزة وتنتظركم بالشباك مصحوبين ببطاقتكم الوطنية',
    },
  },
  {
    programme: 'DAAM',
    category: 'PAYMENT_SUSPENDED',
    kind: 'right',
    weight: 1,
    ground: 'clarification',
    object: { fr: 'Durée du droit après vingt et un ans', ar: 'مدة الاستفادة بعد سن الحادية والعشرين' },
    told: {
      fr: [
        'Mon fils aura vingt et un ans cette année et il étudie encore. L’aide continue-t-elle jusqu’à la fin de l’année ?',
      ],
      ar: ['سيبلغ ابني الحادية والعشرين هذه السنة وهو يتابع دراسته. هل يستمر الدعم إلى نهاية السنة؟'],
    },
    explanation: 'Demande d’éclaircissement sur une règle, sans décision contestée.',
    reply: {
      fr: 'le soutien est versé jusqu’à la fin du mois des vingt et un ans ; les autres enfants ne sont pas concernés',
      ar: 'يُصرف الدعم إلى نهاية الشهر الذي يبلغ فيه الابن الحادية والعشرين، ولا يشمل ذلك باقي الأبناء',
    },
  },
]
