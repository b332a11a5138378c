// DAAM: support to widows who raise children, run by the CNRA with reception desks in four cities.
import { daamTemplates } from './daam-templates.ts'
import type { Pack } from './schema.ts'
import { notices, reach, specialists } from './usual.ts'

export const daam: Pack = {
  code: 'DAAM',
  prefix: 'DAA',
  names: { fr: 'DAAM', ar: 'دعم', en: 'DAAM' },
  body: {
    fr: 'CDG Prévoyance, Caisse nationale de retraites et d’assurances',
    ar: 'صندوق الإيداع والتدبير للاحتياط، الصندوق الوطني للتقاعد والتأمين',
    en: 'CDG Prévoyance, National Pension and Insurance Fund',
  },
  workflow: 'complaint',
  specialists,
  notices: notices('cnra'),
  reach,
  entities: [
    { code: 'CNRA', names: { fr: 'CNRA, siège', ar: 'المقر المركزي', en: 'CNRA, head office' } },
    {
      code: 'RABAT',
      names: { fr: 'Espace d’accueil de Rabat', ar: 'فضاء الاستقبال بالرباط', en: 'Rabat reception desk' },
    },
    {
      code: 'CASABLANCA',
      names: {
        fr: 'Espace d’accueil de Casablanca',
        ar: 'فضاء الاستقبال بالدار البيضاء',
        en: 'Casablanca reception desk',
      },
    },
    {
      code: 'JERADA',
      names: { fr: 'Espace d’accueil de Jerada', ar: 'فضاء الاستقبال بجرادة', en: 'Jerada reception desk' },
    },
    {
      code: 'LAAYOUNE',
      names: {
        fr: 'Espace d’accueil de Laâyoune',
        ar: 'فضاء الاستقبال بالعيون',
        en: 'Laâyoune reception desk',
      },
    },
  ],
  units: [
    {
      code: 'PENSIONS',
      names: { fr: 'Droits et pensions', ar: 'الحقوق والمعاشات', en: 'Rights and pensions' },
    },
    { code: 'PAYMENTS', names: { fr: 'Paiements', ar: 'الأداءات', en: 'Payments' } },
  ],
  channels: [
    { code: 'phone', answeredBy: ['phone', 'sms'] },
    { code: 'desk', answeredBy: ['desk'] },
    { code: 'mail', answeredBy: ['mail'] },
    { code: 'web', answeredBy: ['web', 'sms'] },
    { code: 'app', answeredBy: ['app', 'web', 'sms'] },
    { code: 'exchange', answeredBy: ['exchange'] },
    { code: 'email', answeredBy: ['email'] },
    // Whoever wrote in a paper register may leave a phone number, an address, or come back.
    { code: 'register', answeredBy: ['desk', 'phone', 'sms', 'mail'] },
    { code: 'ombudsman', answeredBy: ['ombudsman', 'mail'] },
  ],
  categories: [
    {
      code: 'ENROLMENT_REFUSED',
      unit: 'PENSIONS',
      names: { fr: 'Demande refusée', ar: 'رفض الطلب', en: 'Application refused' },
    },
    {
      code: 'ENROLMENT_PENDING',
      unit: 'PENSIONS',
      names: { fr: 'Demande restée sans suite', ar: 'طلب بقي بدون رد', en: 'Application without an answer' },
    },
    {
      code: 'PAYMENT_MISSING',
      unit: 'PAYMENTS',
      names: { fr: 'Versement non reçu', ar: 'عدم التوصل بالدعم', en: 'Payment not received' },
    },
    {
      code: 'PAYMENT_SUSPENDED',
      unit: 'PENSIONS',
      names: { fr: 'Aide suspendue ou arrêtée', ar: 'توقيف الدعم', en: 'Support suspended or stopped' },
    },
    {
      code: 'AMOUNT_WRONG',
      unit: 'PAYMENTS',
      names: {
        fr: 'Montant faux ou incomplet',
        ar: 'مبلغ خاطئ أو غير كامل',
        en: 'Amount wrong or incomplete',
      },
    },
    {
      code: 'CHILD_MISSING',
      unit: 'PENSIONS',
      names: { fr: 'Enfant non pris en compte', ar: 'طفل غير محتسب', en: 'Child not taken into account' },
    },
    {
      code: 'PERSONAL_DATA',
      unit: 'PENSIONS',
      names: {
        fr: 'Données personnelles à corriger',
        ar: 'معطيات شخصية تحتاج إلى تصحيح',
        en: 'Personal data to correct',
      },
    },
    {
      code: 'RECEPTION',
      names: {
        fr: 'Accueil et qualité du service',
        ar: 'الاستقبال وجودة الخدمة',
        en: 'Reception and service',
      },
    },
    { code: 'TECHNICAL', names: { fr: 'Problème technique', ar: 'مشكل تقني', en: 'Technical problem' } },
    { code: 'OTHER', names: { fr: 'Autre', ar: 'موضوع آخر', en: 'Other' } },
  ],
  deadline: {
    days: 10,
    ombudsmanDays: 60,
    basis: 'calendar',
    noticeDays: 10,
    commitDays: 3,
    mostCommitDays: 60,
    waitDays: 10,
    appealDays: 30,
  },
  templates: daamTemplates,
}
