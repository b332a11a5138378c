// Answers of the housing group, in the three languages: {data} comes from the case, [blanks] are the clerk's to fill.
import { commitment, information, letter, refusal } from './letters.ts'
import type { Pack } from './schema.ts'

export const housingTemplates: Pack['templates'] = [
  {
    code: 'REPAIRED',
    names: { fr: 'Travaux de reprise effectués', ar: 'إنجاز أشغال الإصلاح', en: 'Repairs done' },
    text: letter({
      fr: `Après visite de nos techniciens, elle est fondée : [désordre constaté].

Les travaux de reprise ont été réalisés le [date] à [opération] : [travaux]. Ils sont couverts par la garantie de parfait achèvement ; s’il restait la moindre réserve, signalez-la-nous et nous reviendrons.

Nous vous présentons nos excuses pour la gêne occasionnée.`,
      ar: `وبعد معاينة تقنيينا تبيّن أنها مؤسسة: [العيب المعاين].

أُنجزت أشغال الإصلاح بتاريخ [التاريخ] بمشروع [المشروع]: [الأشغال]. وتدخل ضمن الضمان القانوني؛ وإذا بقيت أي ملاحظة فأخبرونا بها وسنعود.

نعتذر عما سببه لكم ذلك من إزعاج.`,
      en: `Our technicians have visited and it is founded: [defect found].

The repairs were done on [date] at [project]: [works]. They are under the builder’s warranty; should anything remain, tell us and we will come back.

We apologise for the inconvenience.`,
    }),
  },
  {
    code: 'TITLE_READY',
    names: { fr: 'Titre foncier disponible', ar: 'الرسم العقاري جاهز', en: 'Land title ready' },
    text: letter({
      fr: `Après étude, elle est fondée : [cause].

Le titre foncier de votre bien, à [opération], est établi à votre nom. Vous pouvez le retirer à partir du [date] à [lieu], muni(e) de votre carte nationale et de votre contrat. Aucuns frais supplémentaires ne sont dus.

Nous vous présentons nos excuses pour ce retard.`,
      ar: `وبعد دراستها تبيّن أنها مؤسسة: [السبب].

أُعدّ الرسم العقاري لملككم بمشروع [المشروع] باسمكم، ويمكنكم سحبه ابتداء من [التاريخ] لدى [المكان] مصحوبين ببطاقتكم الوطنية وعقدكم، دون أي مصاريف إضافية.

نعتذر عن هذا التأخير.`,
      en: `We have studied it and it is founded: [cause].

The land title of your property, at [project], is made out in your name. You may collect it from [date] at [place], with your national identity card and your contract. Nothing more is to be paid.

We apologise for this delay.`,
    }),
  },
  {
    code: 'REFUNDED',
    names: { fr: 'Remboursement effectué', ar: 'استرجاع المبالغ', en: 'Refund made' },
    text: letter({
      fr: `Après étude, elle est fondée : [cause].

La somme de [montant] dirhams, versée au titre de [opération], vous est remboursée par [mode de paiement] à partir du [date].

Nous vous présentons nos excuses pour ce retard.`,
      ar: `وبعد دراستها تبيّن أنها مؤسسة: [السبب].

يُرجع لكم مبلغ [المبلغ] درهماً المؤدى برسم مشروع [المشروع] عن طريق [طريقة الأداء] ابتداء من [التاريخ].

نعتذر عن هذا التأخير.`,
      en: `We have studied it and it is founded: [cause].

[Amount] dirhams, paid for [project], are refunded to you by [means of payment] from [date].

We apologise for this delay.`,
    }),
  },
  refusal,
  information,
  commitment,
]
