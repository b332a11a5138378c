// What the letters of all programmes say in the same words: how they begin, how a refusal and a promise are put.
import type { Pack } from './schema.ts'

type Template = Pack['templates'][number]

/** Salutation and receipt: who, which complaint, when. */
export const opening = {
  fr: `Madame, Monsieur {name},

Nous avons bien reçu, le {receivedOn}, votre réclamation {reference}, dont l’objet est : {object}.`,
  ar: `السيد(ة) {name}،

سلام تام بوجود مولانا الإمام، وبعد،

توصلنا يوم {receivedOn} بشكايتكم رقم {reference} المتعلقة بـ: {object}.`,
  en: `Dear {name},

We received your complaint {reference} on {receivedOn}, about: {object}.`,
}

const ending = {
  fr: 'Nous vous prions d’agréer l’expression de notre considération.',
  ar: 'وتقبلوا خالص التقدير.',
  en: 'Yours faithfully,',
}

/** A letter as every programme writes it: how it begins, what it says, how it ends. */
export const letter = (body: Template['text']): Template['text'] => ({
  fr: [opening.fr, body.fr, ending.fr].join('\n\n'),
  ar: [opening.ar, body.ar, ending.ar].join('\n\n'),
  en: [opening.en, body.en, ending.en].join('\n\n'),
})

/** What was asked, for programmes that have nothing to add to it. */
export const information: Template = {
  code: 'INFORMATION',
  names: { fr: 'Information demandée', ar: 'معلومات مطلوبة', en: 'Information asked for' },
  text: letter({
    fr: 'Voici l’information que vous demandez : [information].\n\nNous restons à votre disposition pour toute précision, par téléphone ou au guichet.',
    ar: 'وجواباً على طلبكم نحيطكم علماً بما يلي: [المعلومات].\n\nونبقى رهن إشارتكم لأي توضيح، عبر الهاتف أو بالشباك.',
    en: 'Here is the information you asked for: [information].\n\nWe remain at your disposal for any question, by telephone or at the desk.',
  }),
}

/** A refusal states its ground, its explanation and the ways of appeal (docs/domain.md, section 5). */
export const refusal: Template = {
  code: 'REFUSED',
  names: { fr: 'Réclamation non fondée', ar: 'شكاية غير مؤسسة', en: 'Complaint not founded' },
  text: {
    fr: `${opening.fr}

Nous l’avons étudiée avec attention et ne pouvons y donner une suite favorable, pour le motif suivant : [motif].

En effet, [explication].

Si cette réponse ne vous satisfait pas, vous pouvez la contester dans un délai de 30 jours, sur la page de suivi ou par téléphone : une personne qui n’a pas eu part à votre dossier le réexaminera. Vous pouvez aussi saisir le Médiateur du Royaume et les tribunaux.

Nous vous prions d’agréer l’expression de notre considération.`,
    ar: `${opening.ar}

وبعد دراستها بعناية، تعذر علينا الاستجابة لها للسبب التالي: [السبب].

وتوضيح ذلك أن [التوضيح].

إذا لم يرضكم هذا الجواب يمكنكم الطعن فيه خلال 30 يوماً من صفحة التتبع أو عبر الهاتف، وسينظر فيه شخص لم يشارك في ملفكم. كما يحق لكم اللجوء إلى وسيط المملكة والمحاكم.

وتقبلوا خالص التقدير.`,
    en: `${opening.en}

We have studied it with care and cannot grant it, on the following ground: [ground].

The reason is that [explanation].

If this answer does not satisfy you, you may appeal within 30 days, on the follow-up page or by telephone: somebody who had no part in your case will look at it again. You may also turn to the ombudsman (Médiateur du Royaume) and to the courts.

Yours faithfully,`,
  },
}

/** The complainant is told the date as soon as there is one. */
export const commitment: Template = {
  code: 'COMMITMENT',
  names: { fr: 'Engagement sur une date', ar: 'التزام بتاريخ', en: 'Commitment to a date' },
  text: {
    fr: `${opening.fr}

Son étude demande un travail de nos services : [travail]. Nous nous engageons à le terminer au plus tard le [date].

Nous vous écrirons dès que ce sera fait. Si cette date devait changer, vous en seriez informé(e) aussitôt.

Nous vous prions d’agréer l’expression de notre considération.`,
    ar: `${opening.ar}

وتتطلب معالجتها إنجاز ما يلي من طرف مصالحنا: [العمل المطلوب]. ونلتزم بإتمامه في أجل أقصاه [التاريخ].

سنراسلكم فور الانتهاء، وسنخبركم في الحين بأي تغيير قد يطرأ على هذا التاريخ.

وتقبلوا خالص التقدير.`,
    en: `${opening.en}

It needs some work by our services: [work]. We commit to finishing it by [date].

We will write to you as soon as it is done. Should this date change, you will be told at once.

Yours faithfully,`,
  },
}
