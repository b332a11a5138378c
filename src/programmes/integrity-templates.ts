// Answers about integrity and health services, in the three languages: {data} comes from the case, [blanks] are the clerk's.
import { commitment, information, letter, refusal } from './letters.ts'
import type { Pack } from './schema.ts'

export const integrityTemplates: Pack['templates'] = [
  {
    code: 'SERVICE_RESTORED',
    names: { fr: 'Service rétabli', ar: 'استئناف الخدمة', en: 'Service restored' },
    text: letter({
      fr: `Après vérification auprès de [établissement], elle est fondée : [faits établis].

[Mesure prise]. Le service est rétabli depuis le [date]. Si vous avez dû vous déplacer ou payer à cause de cette situation, présentez-vous avec vos reçus : nous vous dirons ce qui peut être fait.

Nous vous présentons nos excuses.`,
      ar: `وبعد التحقق لدى [المؤسسة] تبيّن أنها مؤسسة: [الوقائع الثابتة].

[الإجراء المتخذ]. وقد استؤنفت الخدمة منذ [التاريخ]. وإذا اضطررتم للتنقل أو الأداء بسبب هذه الوضعية فتقدموا بوصولاتكم وسنخبركم بما يمكن القيام به.

نقدم لكم اعتذارنا.`,
      en: `We have inquired at [establishment] and it is founded: [established facts].

[Measure taken]. The service has been restored since [date]. If you had to travel or to pay because of it, come with your receipts: we will tell you what can be done.

We apologise.`,
    }),
  },
  {
    code: 'REFERRED_TO_AUTHORITY',
    names: {
      fr: 'Transmis à l’autorité compétente',
      ar: 'إحالة على الجهة المختصة',
      en: 'Referred to the competent authority',
    },
    text: letter({
      fr: `Les faits que vous rapportez relèvent de [autorité]. Votre dossier lui a été transmis le [date] sous pli fermé, sans que votre nom figure sur d’autres documents.

La loi protège ceux qui dénoncent de bonne foi des faits de corruption. Vous pouvez demander au procureur du Roi que votre identité ne soit pas révélée. Cette autorité vous répondra ; nous restons votre interlocuteur pour toute question.`,
      ar: `الوقائع التي أبلغتم عنها من اختصاص [الجهة]. وقد أُحيل ملفكم عليها بتاريخ [التاريخ] في ظرف مغلق دون ذكر اسمكم في أي وثيقة أخرى.

يحمي القانون من يبلّغ بحسن نية عن أفعال الرشوة والفساد، ويمكنكم أن تطلبوا من وكيل الملك عدم الكشف عن هويتكم. وستجيبكم هذه الجهة، ونبقى رهن إشارتكم لأي سؤال.`,
      en: `What you report belongs to [authority]. Your file was passed on to it on [date] under seal, and your name stands on no other document.

The law protects those who report corruption in good faith. You may ask the King’s prosecutor that your identity be not revealed. That authority will answer you; we remain at your disposal for any question.`,
    }),
  },
  refusal,
  information,
  commitment,
]
