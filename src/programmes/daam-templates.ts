// Answers of DAAM, in the three languages: {data} comes from the case, [blanks] are the clerk's to fill.
import { commitment, opening, refusal } from './letters.ts'
import type { Pack } from './schema.ts'

export const daamTemplates: Pack['templates'] = [
  {
    code: 'PAYMENT_REGULARISED',
    names: { fr: 'Versement régularisé', ar: 'تسوية صرف الدعم', en: 'Payment regularised' },
    text: {
      fr: `${opening.fr}

Après étude, elle est fondée : [cause].

Votre situation est régularisée. La somme de [montant] dirhams, au titre de [période] et pour [nombre] enfants, est à votre disposition à partir du [date] auprès de [agence], sur présentation de votre carte nationale.

Nous vous présentons nos excuses pour ce retard et vous prions d’agréer l’expression de notre considération.`,
      ar: `${opening.ar}

وبعد دراستها تبيّن أنها مؤسسة: [السبب].

تمت تسوية وضعيتكم، وقد وُضع رهن إشارتكم مبلغ [المبلغ] درهماً برسم [الفترة] عن [العدد] من الأطفال، ابتداء من [التاريخ] لدى [الوكالة]، مصحوبين ببطاقتكم الوطنية.

نعتذر عن هذا التأخير، وتقبلوا خالص التقدير.`,
      en: `${opening.en}

We have studied it and it is founded: [cause].

Your situation has been put right. [Amount] dirhams, for [period] and [number] children, are at your disposal from [date] at [office], with your national identity card.

We apologise for this delay.

Yours faithfully,`,
    },
  },
  {
    code: 'ENROLMENT_ACCEPTED',
    names: { fr: 'Demande acceptée', ar: 'قبول الطلب', en: 'Application accepted' },
    text: {
      fr: `${opening.fr}

Après étude, elle est fondée et votre demande de soutien est acceptée pour [enfants].

Vos droits courent à partir du [date d’effet] et le premier versement est prévu le [date]. Pensez à nous présenter chaque année [justificatif].

Nous vous prions d’agréer l’expression de notre considération.`,
      ar: `${opening.ar}

وبعد دراستها تبيّن أنها مؤسسة، وتم قبول طلبكم للاستفادة من الدعم عن [الأطفال].

يسري حقكم ابتداء من [تاريخ السريان]، ومن المرتقب صرف أول دفعة بتاريخ [التاريخ]. ونذكركم بضرورة الإدلاء كل سنة بـ[الوثيقة].

وتقبلوا خالص التقدير.`,
      en: `${opening.en}

We have studied it, it is founded, and your application for support is accepted for [children].

Your rights run from [date of effect] and the first payment is planned on [date]. Please remember to bring us [document] every year.

Yours faithfully,`,
    },
  },
  {
    code: 'PAYMENT_RESUMED',
    names: { fr: 'Aide rétablie', ar: 'استئناف صرف الدعم', en: 'Support resumed' },
    text: {
      fr: `${opening.fr}

Le versement avait été suspendu parce que [cause]. Après réception de [pièce], votre droit est rétabli.

Les sommes dues depuis le [date de suspension], soit [montant] dirhams, vous seront versées à partir du [date].

Nous vous prions d’agréer l’expression de notre considération.`,
      ar: `${opening.ar}

وقد سبق توقيف الدعم بسبب [السبب]. وبعد التوصل بـ[الوثيقة] تم استرجاع حقكم في الاستفادة.

ستصرف لكم المبالغ المستحقة منذ [تاريخ التوقيف]، وقدرها [المبلغ] درهماً، ابتداء من [التاريخ].

وتقبلوا خالص التقدير.`,
      en: `${opening.en}

Payments had been suspended because [cause]. We have received [document] and your right is restored.

What is due since [day of suspension], [amount] dirhams in all, will be paid from [date].

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

Vous pouvez nous joindre par téléphone ou vous présenter à l’espace d’accueil de [ville], muni(e) de votre carte nationale.

Nous vous prions d’agréer l’expression de notre considération.`,
      ar: `${opening.ar}

وجواباً على طلبكم نحيطكم علماً بما يلي: [المعلومات].

يمكنكم الاتصال بنا هاتفياً أو التوجه إلى فضاء الاستقبال بـ[المدينة]، مصحوبين ببطاقتكم الوطنية.

وتقبلوا خالص التقدير.`,
      en: `${opening.en}

Here is the information you asked for: [information].

You may call us, or come to the reception desk of [city] with your national identity card.

Yours faithfully,`,
    },
  },
  commitment,
]
