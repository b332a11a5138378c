// Complaints about what the pupils' register says of a guardian, one datum each: the ministry verifies it.
import type { Story } from './story.ts'

const DATUM = { programme: 'TAYSSIR', unit: 'ENROLMENT', kind: 'data' } as const

const late = 'Le fichier de paiement de la {term} est déjà arrêté ; la correction part avec le lot suivant.'

export const tayssirVerified: readonly Story[] = [
  {
    ...DATUM,
    category: 'TUTOR_NAME',
    weight: 1,
    object: { fr: 'Une lettre de trop dans mon nom', ar: 'حرف زائد في اسمي العائلي' },
    told: {
      fr: [
        'Mon nom de famille est écrit avec une lettre de trop. À {agency}, on compare avec ma carte nationale et on me renvoie chez moi. Je joins la copie de la carte.',
        'Depuis que l’école a saisi de nouveau le dossier, mon nom n’est plus le même que sur ma carte. L’aide de {kids} est là mais je ne peux pas la retirer.',
      ],
      ar: [
        'اسمي العائلي مكتوب بحرف زائد، و{agency} ترفض الأداء لأن البطاقة الوطنية لا تطابق. تجدون رفقته نسخة من البطاقة.',
        'منذ أن أعادت المدرسة إدخال الملف لم يعد اسمي كما في بطاقتي. دعم {kids} موجود ولا أستطيع سحبه.',
      ],
    },
    findings: [
      'Le ministère confirme l’erreur de saisie, la fiche est corrigée d’après la carte nationale. Fondée.',
      'Nom rectifié dans le registre et sur la fiche ; le paiement en attente peut partir. Fondée.',
    ],
    work: {
      promise: 'Déblocage du paiement en attente sous le nom corrigé.',
      done: 'Paiement débloqué sous le nom corrigé, {amount} DH au prochain lot.',
      late,
    },
    answer: {
      template: 'DATA_CORRECTED',
      blanks: {
        fr: {
          'donnée erronée': 'votre nom',
          'suite donnée': 'le paiement en attente, soit {amount} DH, vous sera versé avec le prochain lot',
        },
        ar: {
          'المعطى الخاطئ': 'اسمكم',
          المآل: 'سيُصرف لكم المبلغ العالق وقدره {amount} درهماً مع الدفعة المقبلة',
        },
      },
    },
    refusals: [
      {
        ground: 'undeclaredChange',
        motive: {
          fr: 'le changement de nom n’a pas été déclaré à temps',
          ar: 'عدم التصريح بتغيير الاسم داخل الأجل',
        },
        because: {
          fr: 'le registre porte le nom qui figurait sur la carte remise à l’inscription ; celui que vous indiquez date du {since} et se déclare à l’établissement',
          ar: 'يحمل السجل الاسم الوارد في البطاقة المدلى بها عند التسجيل؛ والاسم الذي ذكرتموه يعود إلى {since} ويُصرّح به لدى المؤسسة',
        },
        finding:
          'Le registre reprend le nom de la carte remise à l’inscription. Changement d’état civil du {since} jamais déclaré à l’établissement. Non fondée.',
      },
    ],
    asks: {
      fr: 'Une copie lisible de votre carte nationale, des deux côtés.',
      ar: 'نسخة واضحة من بطاقتكم الوطنية من الجهتين.',
    },
  },
  {
    ...DATUM,
    category: 'TUTOR_CNIE',
    weight: 1,
    object: { fr: 'Deux chiffres de ma carte inversés', ar: 'رقمان مقلوبان في بطاقتي الوطنية' },
    told: {
      fr: [
        'Deux chiffres de ma carte nationale sont à l’envers dans le dossier de l’école. Le mandat est émis sous un numéro qui n’est pas le mien. Copie de la carte jointe.',
        'À {agency}, on me dit que le numéro du mandat n’est pas celui de ma carte : deux chiffres changés de place. J’attends l’aide de {kids} depuis la {term}.',
      ],
      ar: [
        'رقمان من بطاقتي الوطنية مقلوبان في ملف المدرسة، والحوالة صدرت برقم ليس رقمي. تجدون نسخة من البطاقة.',
        'قالوا لي في {agency} إن رقم الحوالة ليس رقم بطاقتي: رقمان تبادلا مكانيهما. أنتظر دعم {kids} منذ {term}.',
      ],
    },
    findings: [
      'Inversion confirmée par le ministère, fiche corrigée d’après la copie de la carte. Fondée, mandat à réémettre.',
      'Numéro rectifié dans le registre et sur la fiche. Mandat de {amount} DH à émettre sous le bon numéro. Fondée.',
    ],
    work: {
      promise: 'Réémission du mandat de {amount} DH sous le numéro corrigé.',
      done: 'Mandat de {amount} DH réémis sous le numéro corrigé.',
      late,
    },
    answer: {
      template: 'DATA_CORRECTED',
      blanks: {
        fr: {
          'donnée erronée': 'le numéro de votre carte nationale',
          'suite donnée': 'un mandat de {amount} DH est émis sous le bon numéro',
        },
        ar: {
          'المعطى الخاطئ': 'رقم بطاقتكم الوطنية',
          المآل: 'تُصدر حوالة بمبلغ {amount} درهماً بالرقم الصحيح',
        },
      },
    },
    refusals: [],
    asks: {
      fr: 'Une copie lisible de votre carte nationale, des deux côtés.',
      ar: 'نسخة واضحة من بطاقتكم الوطنية من الجهتين.',
    },
  },
]
