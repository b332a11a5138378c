// Complaints of the clients of the microfinance institution.
import type { Story } from './story.ts'

const MICROFINANCE = { programme: 'MICROFINANCE' } as const

export const microfinanceStories: readonly Story[] = [
  {
    ...MICROFINANCE,
    category: 'PAYMENT_UNRECORDED',
    kind: 'payment',
    unit: 'COLLECTION',
    weight: 5,
    object: { fr: 'Échéance payée, encore réclamée', ar: 'قسط مؤدى وما زال مطلوباً' },
    told: {
      fr: [
        'J’ai payé {amount} DH à l’agent de l’unité mobile au souk {ofCommune}, le {since}, et j’ai le reçu. On me réclame la même échéance avec une pénalité.',
        'Le SMS dit que je suis en retard. J’ai pourtant payé au guichet, la caissière s’en souvient. J’ai besoin d’un nouveau prêt pour ma couture et on me le refuse à cause de cela.',
      ],
      ar: [
        'أديت {amount} درهماً لعون الوحدة المتنقلة بسوق {commune} بتاريخ {since} ولدي الوصل، وما زلتم تطالبونني بنفس القسط مع غرامة.',
        'جاني ميساج كيقول راني معطلة فالخلاص وأنا خلصت فالشباك. دابا بغيت سلف آخر للخياطة ديالي وما بغاوش يعطيوني.',
      ],
    },
    findings: [
      'Reçu authentique. L’encaissement du {since} est resté sur l’appareil de l’unité mobile, jamais transmis. Fondée : {amount} DH à porter au compte.',
      'Encaissement affecté par erreur au compte d’une homonyme. Fondée.',
    ],
    work: {
      promise: 'Enregistrement de {amount} DH à la date du paiement et annulation de la pénalité.',
      done: 'Paiement porté au compte à sa date, pénalité annulée, historique corrigé.',
      late: 'L’appareil de l’unité mobile doit repasser par l’agence pour être relevé.',
    },
    answer: {
      template: 'LOAN_CORRECTED',
      blanks: {
        fr: {
          cause: 'votre paiement n’avait pas été transmis par l’unité mobile',
          correction: 'votre échéance est enregistrée à la date de votre reçu et la pénalité est annulée',
        },
        ar: {
          السبب: 'لم تُرسل الوحدة المتنقلة الأداء الذي قمتم به',
          التصحيح: 'سُجّل القسط بتاريخ وصلكم وأُلغيت الغرامة',
        },
      },
    },
    refusals: [
      {
        ground: 'falseDeclaration',
        motive: {
          fr: 'le reçu présenté ne correspond à aucun encaissement',
          ar: 'الوصل المدلى به لا يطابق أي أداء',
        },
        because: {
          fr: 'le numéro du reçu a été délivré à une autre cliente le {since} ; nous vous invitons à présenter l’original en agence',
          ar: 'رقم الوصل سُلّم لزبونة أخرى بتاريخ {since}؛ وندعوكم إلى الإدلاء بالأصل في الوكالة',
        },
        finding: 'Numéro de reçu d’une autre cliente, photo retouchée. Non fondée.',
      },
    ],
    asks: { fr: 'Le reçu de l’agent, ou une photo lisible.', ar: 'وصل العون أو صورة واضحة منه.' },
  },
  {
    ...MICROFINANCE,
    category: 'COLLECTION_CONDUCT',
    kind: 'conduct',
    unit: 'COLLECTION',
    weight: 3,
    nameless: true,
    object: { fr: 'Conduite d’un agent de recouvrement', ar: 'سلوك عون التحصيل' },
    told: {
      fr: [
        'L’agent est venu chez moi le soir et a parlé de ma dette devant les voisins. J’avais deux jours de retard, j’étais à l’hôpital avec mon fils.',
        'Il m’appelle dix fois par jour et menace de prendre ma machine à coudre. Je ne refuse pas de payer, je demande du respect.',
      ],
      ar: [
        'جاء العون إلى بيتي ليلاً وتحدث عن ديني أمام الجيران. كان تأخري يومين فقط لأنني كنت بالمستشفى مع ابني.',
        'كيعيط ليا عشرة المرات فالنهار وكيهددني يدي ليا الماكينة ديال الخياطة. أنا ما نكرتش الكريدي، بغيت غير الاحترام.',
      ],
    },
    findings: [
      'Relevé d’appels : quarante-deux appels en cinq jours, dont des appels après vingt heures. Contraire à la charte. Fondée.',
      'Visite à domicile hors horaires reconnue par l’agent. Aucune garantie ne pouvait être saisie. Fondée.',
    ],
    work: {
      promise: 'Audition de l’agent, changement d’interlocuteur, rappel de la charte à l’équipe.',
      done: 'Avertissement notifié, dossier confié à une autre agente, charte relue en réunion.',
      late: 'L’agent est en congé ; son audition est fixée à son retour.',
    },
    answer: {
      template: 'CONDUCT_DEALT_WITH',
      blanks: {
        fr: {
          'faits établis': 'vous avez été appelée et visitée hors des heures permises',
          'Mesure prise': 'L’agent a reçu un avertissement écrit',
        },
        ar: {
          'الوقائع الثابتة': 'تم الاتصال بكم وزيارتكم خارج الأوقات المسموح بها',
          'الإجراء المتخذ': 'توصل العون بإنذار مكتوب',
        },
      },
    },
    refusals: [],
    asks: {
      fr: 'Les dates et heures des appels, ou une photo du journal d’appels.',
      ar: 'تواريخ وساعات المكالمات أو صورة لسجلها.',
    },
  },
  {
    ...MICROFINANCE,
    category: 'FEES',
    kind: 'payment',
    unit: 'LOANS',
    weight: 3,
    object: { fr: 'Frais retenus sur le prêt', ar: 'مصاريف مقتطعة من القرض' },
    told: {
      fr: [
        'J’ai signé pour {loan} DH et j’en ai reçu moins. On me parle de frais de dossier et d’assurance que personne ne m’avait expliqués.',
        'L’échéancier papier dit {amount} DH et on m’en prélève plus chaque mois.',
      ],
      ar: [
        'وقعت على قرض بمبلغ {loan} درهماً وتوصلت بأقل منه. قيل لي إنها مصاريف ملف وتأمين لم يشرحها لي أحد.',
        'الورقة فيها {amount} درهم فالشهر وهوما كيقطعو ليا كثر. بغيت نفهم.',
      ],
    },
    findings: [
      'Assurance facultative cochée sans signature de la cliente. À rembourser. Fondée.',
      'Frais de dossier prélevés deux fois, au déblocage et à la première échéance. Fondée.',
    ],
    work: {
      promise: 'Remboursement des frais retenus à tort et nouvel échéancier à {amount} DH.',
      done: 'Frais remboursés, échéancier corrigé et remis à la cliente.',
      late: 'L’assureur n’a pas encore confirmé la résiliation.',
    },
    answer: {
      template: 'LOAN_CORRECTED',
      blanks: {
        fr: {
          cause: 'une assurance facultative avait été ajoutée sans votre signature',
          correction: 'les frais vous sont remboursés et un nouvel échéancier est établi',
        },
        ar: {
          السبب: 'أُضيف تأمين اختياري دون توقيعكم',
          التصحيح: 'أُرجعت لكم المصاريف ووُضع جدول أداء جديد',
        },
      },
    },
    refusals: [
      {
        ground: 'contestsRules',
        motive: { fr: 'les frais figurent au contrat signé', ar: 'المصاريف واردة في العقد الموقع' },
        because: {
          fr: 'les frais de dossier sont les mêmes pour tous les prêts et figurent à la première page du contrat, que vous avez signé le {since}',
          ar: 'مصاريف الملف موحدة لجميع القروض وواردة في الصفحة الأولى من العقد الذي وقعتموه بتاريخ {since}',
        },
        finding: 'Frais conformes au barème affiché et au contrat signé le {since}. Non fondée.',
      },
    ],
    asks: { fr: 'La copie du contrat et de l’échéancier.', ar: 'نسخة من العقد وجدول الأداء.' },
  },
]
