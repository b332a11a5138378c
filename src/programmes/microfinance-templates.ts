// Answers of the microfinance institution, in the three languages: {data} comes from the case, [blanks] are the clerk's to fill.
import { commitment, information, letter, refusal } from './letters.ts'
import type { Pack } from './schema.ts'

export const microfinanceTemplates: Pack['templates'] = [
  {
    code: 'LOAN_CORRECTED',
    names: { fr: 'Compte de prêt corrigé', ar: 'تصحيح حساب القرض', en: 'Loan account corrected' },
    text: letter({
      fr: `Après étude, elle est fondée : [cause].

Votre compte a été corrigé le [date] : [correction]. Il vous reste à payer [montant] dirhams par échéance. Aucune pénalité n’est retenue, et votre historique de client n’en garde pas trace.

Nous vous présentons nos excuses pour cette erreur.`,
      ar: `وبعد دراستها تبيّن أنها مؤسسة: [السبب].

تم تصحيح حسابكم بتاريخ [التاريخ]: [التصحيح]. ويبقى عليكم أداء [المبلغ] درهماً عن كل قسط، دون أي غرامة ودون أي أثر على سجلكم كزبون.

نعتذر عن هذا الخطأ.`,
      en: `We have studied it and it is founded: [cause].

Your account was corrected on [date]: [correction]. You have [amount] dirhams to pay at each instalment. There is no penalty, and your record as a client keeps no trace of it.

We apologise for this mistake.`,
    }),
  },
  {
    code: 'DEFERRED',
    names: { fr: 'Report accordé', ar: 'قبول التأجيل', en: 'Deferral granted' },
    text: letter({
      fr: `Nous acceptons de reporter [nombre] échéances de votre prêt. La prochaine échéance, de [montant] dirhams, est fixée au [date].

Ce report est sans frais ni pénalité. Votre nouvel échéancier vous est remis par [agence], dans la langue de votre choix.`,
      ar: `نخبركم بقبول تأجيل [العدد] من أقساط قرضكم. وحُدد القسط المقبل، وقدره [المبلغ] درهماً، في [التاريخ].

هذا التأجيل بدون مصاريف ولا غرامات، ويُسلَّم لكم جدول الأداء الجديد من طرف [الوكالة] باللغة التي تختارونها.`,
      en: `We agree to put off [number] instalments of your loan. The next one, [amount] dirhams, is due on [date].

Nothing is charged for it. Your new schedule is handed to you by [office], in the language you choose.`,
    }),
  },
  {
    code: 'CONDUCT_DEALT_WITH',
    names: {
      fr: 'Conduite d’un agent : suite donnée',
      ar: 'سلوك عون: المآل',
      en: 'Conduct of staff: what was done',
    },
    text: letter({
      fr: `Nous avons entendu les personnes concernées. Elle est fondée : [faits établis].

Ces faits sont contraires à notre charte. [Mesure prise]. Un autre agent suit désormais votre prêt ; vous pouvez joindre directement la Relation clients si de tels faits se reproduisaient.

Nous vous prions d’accepter nos excuses.`,
      ar: `استمعنا إلى الأشخاص المعنيين وتبيّن أنها مؤسسة: [الوقائع الثابتة].

هذه الوقائع مخالفة لميثاقنا. [الإجراء المتخذ]. وسيتكفل عون آخر بقرضكم من الآن، ويمكنكم الاتصال مباشرة بمصلحة العلاقة مع الزبناء إذا تكرر ذلك.

نرجو قبول اعتذارنا.`,
      en: `We have heard those concerned. It is founded: [established facts].

This is against our charter. [Measure taken]. Another officer now follows your loan; you may reach client relations directly should it happen again.

Please accept our apologies.`,
    }),
  },
  refusal,
  information,
  commitment,
]
