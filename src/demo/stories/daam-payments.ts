// Complaints about the payments of DAAM.
import type { Story } from './story.ts'

const PAYMENTS = { programme: 'DAAM', kind: 'payment', unit: 'PAYMENTS' } as const

export const daamPayments: readonly Story[] = [
  {
    ...PAYMENTS,
    paid: 'postal',
    category: 'PAYMENT_MISSING',
    weight: 8,
    object: { fr: 'Aide du mois {ofMonth} non reçue', ar: 'عدم التوصل بدعم شهر {month}' },
    told: {
      fr: [
        'L’aide du mois {ofMonth} n’est pas arrivée. D’habitude je la retire à {agency} vers le 10. Je suis veuve, je vis avec {kids} et c’est notre seul revenu.',
        'Je n’ai rien reçu pour {month}. On m’a dit à {agency} que mon nom n’était plus sur la liste. Pourtant rien n’a changé dans ma situation et mes papiers sont à jour.',
      ],
      ar: [
        'لم أتوصل بدعم شهر {month}. عادة أسحبه من {agency} في العاشر من كل شهر. أنا أرملة أعيل {kids} وليس لدي دخل آخر.',
        'عافاكم راني أرملة وهاد الشهر ديال {month} ما خديت والو. مشيت ل{agency} قالو ليا ما كاين والو باسمك. الوراق ديالي كلهم جداد.',
      ],
    },
    findings: [
      'Droit ouvert et à jour. Le paiement {ofMonth} ({amount} DH) est resté dans le lot rejeté par la trésorerie. La bénéficiaire n’est pas en cause. Fondée.',
      'Mandat de {amount} DH émis sous l’ancien numéro de carte nationale. Carte renouvelée et déclarée : erreur de notre part. Fondée.',
    ],
    work: {
      promise:
        'Nouvelle émission du paiement {ofMonth}, {amount} DH, sous le numéro de carte nationale en cours.',
      done: 'Paiement {ofMonth} réémis pour {amount} DH, disponible à {agency}.',
      late: 'Le lot de régularisation est retenu par le contrôle de la trésorerie jusqu’à la fin du mois.',
    },
    answer: {
      template: 'PAYMENT_REGULARISED',
      blanks: {
        fr: { cause: 'votre paiement était resté dans un lot rejeté, sans que vous y soyez pour rien' },
        ar: { السبب: 'فقد بقي مبلغ الدعم ضمن دفعة مرفوضة لسبب لا يعود إليكم' },
      },
    },
    refusals: [
      {
        ground: 'undeclaredChange',
        motive: {
          fr: 'le changement de votre situation n’a pas été déclaré',
          ar: 'عدم التصريح بتغيير في وضعيتكم',
        },
        because: {
          fr: 'le renouvellement annuel du dossier n’a pas été déposé avant le {since} ; le droit reprend à la date du dépôt et le mois {ofMonth} n’est pas dû',
          ar: 'الملف السنوي لم يُجدَّد قبل {since}؛ ويُستأنف الحق ابتداء من تاريخ الإيداع ولا يُستحق شهر {month}',
        },
        finding:
          'Renouvellement annuel non déposé avant le {since}. Le mois {ofMonth} n’ouvre pas droit. Non fondée ; reprise à compter du dépôt.',
      },
    ],
    asks: {
      fr: 'La copie de votre carte nationale en cours et le dernier reçu de paiement que vous avez.',
      ar: 'نسخة من بطاقتكم الوطنية الجارية وآخر وصل أداء تتوفرون عليه.',
    },
    trace: { kind: 'payment', status: 'returned' },
  },
  {
    ...PAYMENTS,
    category: 'PAYMENT_SUSPENDED',
    unit: 'PENSIONS',
    weight: 6,
    object: { fr: 'Aide suspendue sans explication', ar: 'توقيف الدعم بدون تفسير' },
    told: {
      fr: [
        'L’aide est arrêtée depuis deux mois sans que personne ne m’explique pourquoi. J’ai donné le certificat de non-remariage à la commune {ofCommune}. Mes enfants sont toujours à l’école.',
        'On m’a coupé le soutien. Au téléphone, on m’a parlé d’un certificat de scolarité manquant, mais l’école l’a envoyé. Je demande que l’on rétablisse mon droit.',
      ],
      ar: [
        'توقف الدعم منذ شهرين دون أي تفسير. سبق أن أدليت بشهادة عدم الزواج لدى جماعة {commune}، و{kids} ما زالوا يتابعون دراستهم. أطلب استرجاع حقي.',
        'حبسو عليا الدعم وما عرفتش علاش. قالو ليا فالتيليفون ناقصة شهادة مدرسية، والمدرسة صيفطاتها. أنا أرملة وما عندي حتى دخل آخر.',
      ],
    },
    findings: [
      'Suspension automatique pour pièce annuelle manquante. La pièce a bien été reçue mais numérisée sous un autre dossier. Fondée : {amount} DH par mois à rétablir depuis le {since}.',
      'Certificat de scolarité reçu avant la date limite et non saisi. La suspension n’avait pas lieu d’être. Fondée.',
    ],
    work: {
      promise: 'Levée de la suspension et paiement des mois dus depuis le {since}, soit {arrears} DH.',
      done: 'Suspension levée, arriéré de {arrears} DH mis en paiement avec la mensualité.',
      late: 'La pièce numérisée est illisible ; une nouvelle copie a été demandée à la commune.',
    },
    answer: {
      template: 'PAYMENT_RESUMED',
      blanks: {
        fr: {
          cause: 'votre dossier annuel était incomplet',
          pièce: 'votre certificat',
          montant: '{arrears}',
        },
        ar: { السبب: 'غياب وثيقة سنوية من ملفكم', الوثيقة: 'الشهادة المطلوبة', المبلغ: '{arrears}' },
      },
    },
    refusals: [
      {
        ground: 'undeclaredChange',
        motive: {
          fr: 'votre remariage n’a pas été déclaré',
          ar: 'عدم التصريح بالزواج من جديد',
        },
        because: {
          fr: 'le soutien est réservé aux veuves non remariées ; l’acte de mariage dressé le {since} met fin au droit à cette date',
          ar: 'الدعم مخصص للأرامل غير المتزوجات من جديد؛ وعقد الزواج المؤرخ في {since} ينهي الحق ابتداء من ذلك التاريخ',
        },
        finding:
          'Remariage le {since}, non déclaré. Le droit cesse à cette date selon le décret. La suspension est justifiée. Non fondée.',
      },
      {
        ground: 'falseDeclaration',
        motive: {
          fr: 'une déclaration antérieure s’est révélée inexacte',
          ar: 'تبيّن عدم صحة تصريح سابق',
        },
        because: {
          fr: 'la déclaration sur l’honneur mentionnait l’absence de toute pension, alors qu’une pension de survivant est servie depuis le {since}',
          ar: 'التصريح بالشرف تضمن عدم الاستفادة من أي معاش، في حين يُصرف معاش المتوفى عنه منذ {since}',
        },
        finding:
          'Pension de survivant servie par la CNSS depuis le {since}, contraire à la déclaration sur l’honneur. Non fondée.',
      },
    ],
    asks: {
      fr: 'Un certificat de non-remariage de moins de trois mois et le certificat de scolarité de chaque enfant pour {year}.',
      ar: 'شهادة عدم الزواج لا تتعدى ثلاثة أشهر، وشهادة مدرسية لكل طفل برسم {year}.',
    },
    trace: { kind: 'payment', status: 'refused' },
  },
  {
    ...PAYMENTS,
    category: 'AMOUNT_WRONG',
    weight: 4,
    object: { fr: 'Montant faux, un enfant non payé', ar: 'مبلغ غير كامل، طفل غير مؤدى عنه' },
    told: {
      fr: [
        'Je reçois {part} DH par mois au lieu de {amount} DH. L’agent m’a dit que {child} n’était plus compté. Il va pourtant toujours à {school}.',
        'Depuis trois mois le montant a baissé sans courrier. J’ai toujours {count} à charge. Je demande le complément.',
      ],
      ar: [
        'أتوصل بمبلغ {part} درهماً في الشهر عوض {amount} درهماً. أخبروني أن {child} لم يعد محتسباً رغم أنه ما زال يدرس ب{school}. أطلب صرف الفرق.',
        'هادي تلت شهور والفلوس نقصات بلا ما يعلموني. الدراري باقين عندي كاملين. بغيت حقي ديال {child}.',
      ],
    },
    findings: [
      '{child} a été retiré par erreur lors du contrôle de scolarité : homonyme dans la même école. {rest} DH par mois à rétablir. Fondée.',
      'Le certificat de scolarité {ofChild} n’a pas été rattaché. Rappel de {rest} DH dû.',
    ],
    work: {
      promise: 'Rétablissement de la part {ofChild} et rappel de {rest} DH.',
      done: 'Part {ofChild} rétablie ; rappel de {rest} DH mis en paiement.',
      late: 'L’école n’a pas encore confirmé l’inscription ; relance faite auprès de la direction provinciale.',
    },
    answer: {
      template: 'PAYMENT_REGULARISED',
      blanks: {
        fr: { cause: 'la part {ofChild} avait été retirée par erreur', montant: '{rest}' },
        ar: { السبب: 'فقد حُذف نصيب {child} خطأً', المبلغ: '{rest}' },
      },
    },
    refusals: [
      {
        ground: 'contestsRules',
        motive: {
          fr: 'le plafond du soutien est atteint',
          ar: 'بلوغ السقف المحدد للدعم',
        },
        because: {
          fr: 'le soutien est de 350 dirhams par enfant et par mois, dans la limite de 1 050 dirhams par famille, montant que vous recevez déjà',
          ar: 'الدعم محدد في 350 درهماً عن كل طفل في الشهر في حدود 1050 درهماً للأسرة، وهو المبلغ الذي تتوصلون به',
        },
        finding:
          'Plafond de 1 050 DH atteint pour trois enfants. La demande vise la règle elle-même. Non fondée.',
      },
    ],
    asks: {
      fr: 'Le certificat de scolarité {ofChild} et son acte de naissance.',
      ar: 'الشهادة المدرسية لـ{child} وعقد ازدياده.',
    },
  },
]
