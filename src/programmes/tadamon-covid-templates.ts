// Answers of the emergency transfers, in the three languages: {data} comes from the case, [blanks] are the clerk's to fill.
import { commitment, information, letter, refusal } from './letters.ts'
import type { Pack } from './schema.ts'

export const tadamonCovidTemplates: Pack['templates'] = [
  {
    code: 'HOUSEHOLD_ACCEPTED',
    names: { fr: 'Ménage éligible', ar: 'قبول الأسرة', en: 'Household eligible' },
    text: letter({
      fr: `Après vérification, elle est fondée : [cause]. Votre ménage est désormais éligible à l’aide.

La somme de [montant] dirhams, pour un ménage de [nombre] personnes, est disponible à partir du [date]. Un SMS vous donnera le code de retrait et le lieu. Ne communiquez ce code à personne.`,
      ar: `وبعد التحقق تبيّن أنها مؤسسة: [السبب]. وأصبحت أسرتكم مؤهلة للاستفادة من الدعم.

يوضع رهن إشارتكم مبلغ [المبلغ] درهماً لأسرة من [العدد] أفراد ابتداء من [التاريخ]. وستتوصلون برسالة نصية قصيرة تتضمن رمز السحب ومكانه. لا تعطوا هذا الرمز لأي شخص.`,
      en: `We have verified it and it is founded: [cause]. Your household is now eligible for the support.

[Amount] dirhams, for a household of [number], are available from [date]. A text message will give you the code for the withdrawal and the place. Do not give this code to anybody.`,
    }),
  },
  {
    code: 'PAYMENT_REISSUED',
    names: { fr: 'Versement réémis', ar: 'إعادة صرف الدعم', en: 'Payment issued again' },
    text: letter({
      fr: `Après étude, elle est fondée : [cause].

Le versement de [montant] dirhams est émis de nouveau et peut être retiré à partir du [date] auprès de [agence], avec votre carte nationale et le code reçu par SMS.

Nous vous présentons nos excuses pour ce retard.`,
      ar: `وبعد دراستها تبيّن أنها مؤسسة: [السبب].

أُعيد صرف مبلغ [المبلغ] درهماً، ويمكنكم سحبه ابتداء من [التاريخ] لدى [الوكالة]، ببطاقتكم الوطنية والرمز المتوصل به عبر رسالة نصية قصيرة.

نعتذر عن هذا التأخير.`,
      en: `We have studied it and it is founded: [cause].

The payment of [amount] dirhams is issued again and may be withdrawn from [date] at [office], with your national identity card and the code sent by text message.

We apologise for this delay.`,
    }),
  },
  refusal,
  information,
  commitment,
]
