// Answers of TAYSSIR, in the three languages: {data} comes from the case, [blanks] are the clerk's to fill.
import { commitment, opening, refusal } from './letters.ts'
import type { Pack } from './schema.ts'

export const tayssirTemplates: Pack['templates'] = [
  {
    code: 'PAYMENT_REGULARISED',
    names: { fr: 'Versement régularisé', ar: 'تسوية الدفعة', en: 'Payment regularised' },
    text: {
      fr: `${opening.fr}

Après étude, elle est fondée : [cause].

Votre situation est régularisée. La somme de [montant] dirhams, au titre de [tranche] pour vos [nombre] enfants, peut être retirée à partir du [date] auprès de [agence], sur présentation de votre carte nationale.

Nous vous présentons nos excuses pour ce retard et vous prions d’agréer l’expression de notre considération.`,
      ar: `${opening.ar}

وبعد دراستها تبيّن أنها مؤسسة: [السبب].

تمت تسوية وضعيتكم، ويمكنكم سحب مبلغ [المبلغ] درهماً برسم [الشطر] لأبنائكم وعددهم [العدد]، ابتداء من [التاريخ] لدى [الوكالة]، مصحوبين ببطاقتكم الوطنية.

نعتذر عن هذا التأخير، وتقبلوا خالص التقدير.`,
      en: `${opening.en}

We have studied it and it is founded: [cause].

Your situation has been put right. You may withdraw [amount] dirhams, for [instalment] and your [number] children, from [date] at [office], with your national identity card.

We apologise for this delay.

Yours faithfully,`,
    },
  },
  {
    code: 'ENROLMENT_ACCEPTED',
    names: { fr: 'Inscription acceptée', ar: 'قبول التسجيل', en: 'Registration accepted' },
    text: {
      fr: `${opening.fr}

Après étude, elle est fondée et l’inscription de [enfants] est acceptée pour l’année scolaire [année].

Le premier versement est prévu à partir du [date]. Vous en serez informé(e) par SMS et n’avez aucune autre démarche à faire.

Nous vous prions d’agréer l’expression de notre considération.`,
      ar: `${opening.ar}

وبعد دراستها تبيّن أنها مؤسسة، وتم قبول تسجيل [الأبناء] برسم السنة الدراسية [السنة].

من المرتقب صرف الدفعة الأولى ابتداء من [التاريخ]، وستتوصلون برسالة نصية قصيرة في الموضوع دون أي إجراء آخر من جانبكم.

وتقبلوا خالص التقدير.`,
      en: `${opening.en}

We have studied it, it is founded, and the registration of [children] is accepted for the school year [year].

The first payment is planned from [date]. You will be told by text message and need not do anything else.

Yours faithfully,`,
    },
  },
  {
    code: 'DATA_CORRECTED',
    names: { fr: 'Donnée corrigée', ar: 'تصحيح المعطيات', en: 'Data corrected' },
    text: {
      fr: `${opening.fr}

Après vérification, elle est fondée : [donnée erronée] a été corrigé(e) le [date].

Vos droits sont recalculés à partir de cette correction : [suite donnée].

Nous vous prions de nous excuser de cette erreur et d’agréer l’expression de notre considération.`,
      ar: `${opening.ar}

وبعد التحقق تبيّن أنها مؤسسة، وقد تم تصحيح [المعطى الخاطئ] بتاريخ [التاريخ].

تمت إعادة احتساب حقوقكم بناء على هذا التصحيح: [المآل].

نعتذر عن هذا الخطأ، وتقبلوا خالص التقدير.`,
      en: `${opening.en}

We have verified it and it is founded: [wrong data] was corrected on [date].

Your rights have been worked out again from this correction: [what follows].

We apologise for this mistake.

Yours faithfully,`,
    },
  },
  refusal,
  {
    code: 'INFORMATION',
    names: { fr: 'Information demandée', ar: 'معلومات مطلوبة', en: 'Information asked for' },
    text: {
      fr: `${opening.fr}

Voici l’information que vous demandez : [information].

Le versement de TAYSSIR dépend de l’inscription et de l’assiduité de l’enfant pendant l’année scolaire. Nous restons à votre disposition pour toute précision.

Nous vous prions d’agréer l’expression de notre considération.`,
      ar: `${opening.ar}

وجواباً على طلبكم نحيطكم علماً بما يلي: [المعلومات].

يرتبط صرف دعم تيسير بتسجيل الطفل ومواظبته خلال السنة الدراسية. ونبقى رهن إشارتكم لأي توضيح.

وتقبلوا خالص التقدير.`,
      en: `${opening.en}

Here is the information you asked for: [information].

Payments of TAYSSIR depend on the child being enrolled and attending during the school year. We remain at your disposal for any question.

Yours faithfully,`,
    },
  },
  commitment,
]
