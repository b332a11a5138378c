// Answers of AMO Tadamon, in the three languages: {data} comes from the case, [blanks] are the clerk's to fill.
import { commitment, information, letter, refusal } from './letters.ts'
import type { Pack } from './schema.ts'

export const amoTadamonTemplates: Pack['templates'] = [
  {
    code: 'RIGHTS_RESTORED',
    names: {
      fr: 'Droits ouverts ou rétablis',
      ar: 'فتح الحقوق أو استرجاعها',
      en: 'Rights opened or restored',
    },
    text: letter({
      fr: `Après étude, elle est fondée : [cause].

Vos droits à l’AMO Tadamon sont ouverts depuis le [date d’effet], pour vous et [ayants droit]. Vous pouvez vous faire soigner dès aujourd’hui : votre carte nationale suffit à l’hôpital, chez le médecin et à la pharmacie. Les soins payés depuis cette date peuvent être remboursés sur présentation des feuilles de soins dans toute agence.

Nous vous présentons nos excuses pour la gêne que cette situation vous a causée.`,
      ar: `وبعد دراستها تبيّن أنها مؤسسة: [السبب].

حقوقكم في نظام أمو تضامن مفتوحة منذ [تاريخ السريان]، لفائدتكم ولفائدة [ذوي الحقوق]. ويمكنكم العلاج ابتداء من اليوم، إذ تكفي بطاقتكم الوطنية بالمستشفى ولدى الطبيب والصيدلية. كما يمكن استرجاع مصاريف العلاج المؤداة منذ هذا التاريخ بتقديم أوراق العلاج لدى أي وكالة.

نعتذر عما سببته لكم هذه الوضعية من عناء.`,
      en: `We have studied it and it is founded: [cause].

Your rights under AMO Tadamon are open since [date of effect], for you and [dependants]. You may be treated from today: your national identity card is enough at the hospital, at the doctor’s and at the pharmacy. Care paid for since that date can be reimbursed with its care sheets at any agency.

We apologise for the trouble this has caused you.`,
    }),
  },
  {
    code: 'REIMBURSED',
    names: { fr: 'Remboursement effectué', ar: 'صرف التعويض', en: 'Reimbursement made' },
    text: letter({
      fr: `Après étude, elle est fondée : [cause].

La somme de [montant] dirhams vous est versée à partir du [date], par [mode de paiement]. Ce montant est calculé sur la tarification nationale de référence ; le détail, soin par soin, vous est remis sur demande dans toute agence.

Nous vous présentons nos excuses pour ce retard.`,
      ar: `وبعد دراستها تبيّن أنها مؤسسة: [السبب].

يُصرف لكم مبلغ [المبلغ] درهماً ابتداء من [التاريخ] عن طريق [طريقة الأداء]. وقد احتُسب هذا المبلغ على أساس التعريفة الوطنية المرجعية، ويُسلَّم لكم التفصيل عند الطلب لدى أي وكالة.

نعتذر عن هذا التأخير.`,
      en: `We have studied it and it is founded: [cause].

[Amount] dirhams are paid to you from [date], by [means of payment]. The amount follows the national reference tariff; the detail, treatment by treatment, is given on request at any agency.

We apologise for this delay.`,
    }),
  },
  {
    code: 'PROVIDER_REMINDED',
    names: {
      fr: 'Rappel fait à l’établissement de soins',
      ar: 'تذكير مؤسسة العلاج بالقواعد',
      en: 'Care provider reminded of the rules',
    },
    text: letter({
      fr: `Après enquête auprès de [établissement], elle est fondée : [faits établis].

L’établissement a été rappelé à ses obligations le [date] : [mesure]. Les soins dispensés à l’hôpital public aux assurés de l’AMO Tadamon sont gratuits. Si l’on vous demandait encore de payer, dites-le-nous aussitôt, avec ou sans votre nom.`,
      ar: `وبعد البحث لدى [المؤسسة] تبيّن أنها مؤسسة: [الوقائع الثابتة].

تم تذكير المؤسسة بالتزاماتها بتاريخ [التاريخ]: [الإجراء]. والعلاج بالمستشفى العمومي مجاني لفائدة المؤمَّنين بأمو تضامن. وإذا طُلب منكم الأداء مرة أخرى فأخبرونا في الحين، باسمكم أو بدونه.`,
      en: `We have inquired at [establishment] and it is founded: [established facts].

The establishment was reminded of its duties on [date]: [measure]. Care at a public hospital is free for those insured by AMO Tadamon. Should anybody ask you to pay again, tell us at once, with or without your name.`,
    }),
  },
  {
    code: 'THANKS',
    names: { fr: 'Suite donnée à un avis', ar: 'مآل ملاحظة أو اقتراح', en: 'What became of feedback' },
    text: letter({
      fr: `Nous vous en remercions. Elle a été transmise à [service], qui en a tenu compte ainsi : [suite donnée].

Votre avis aide à améliorer le service rendu à tous les assurés.`,
      ar: `نشكركم على ذلك. وقد أُحيل الموضوع على [المصلحة] التي أخذته بعين الاعتبار كما يلي: [المآل].

رأيكم يساعد على تحسين الخدمات المقدمة لجميع المؤمَّنين.`,
      en: `Thank you for it. It was passed on to [department], which took it into account as follows: [what follows].

Your opinion helps to improve the service for everybody insured.`,
    }),
  },
  refusal,
  information,
  commitment,
]
