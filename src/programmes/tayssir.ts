// TAYSSIR: transfers to families whose children go to school, run by the CNRA (CDG Prévoyance).
import type { Pack } from './schema.ts'
import { tayssirTemplates } from './tayssir-templates.ts'
import { notices, reach, specialists } from './usual.ts'

export const tayssir: Pack = {
  code: 'TAYSSIR',
  prefix: 'TAY',
  names: { fr: 'TAYSSIR', ar: 'برنامج تيسير', en: 'TAYSSIR' },
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
    {
      code: 'CNRA',
      names: {
        fr: 'CNRA, services aux bénéficiaires',
        ar: 'خدمات المستفيدين',
        en: 'CNRA, beneficiary services',
      },
    },
  ],
  // Only the ministry can see and correct MASSAR, the register of pupils.
  verifiers: [
    {
      code: 'MENPS',
      names: {
        fr: 'Ministère de l’Éducation nationale (MENPS)',
        ar: 'وزارة التربية الوطنية',
        en: 'Ministry of National Education (MENPS)',
      },
    },
  ],
  units: [
    { code: 'PAYMENTS', names: { fr: 'Paiements', ar: 'الأداءات', en: 'Payments' } },
    { code: 'ENROLMENT', names: { fr: 'Inscriptions', ar: 'التسجيلات', en: 'Enrolment' } },
    { code: 'SYSTEMS', names: { fr: 'Systèmes', ar: 'الأنظمة المعلوماتية', en: 'Systems' } },
  ],
  channels: [
    { code: 'web', answeredBy: ['web', 'sms'] },
    { code: 'app', answeredBy: ['app', 'web', 'sms'] },
    // Social networks are for requests of information; an answer never names a person in public.
    { code: 'social', answeredBy: ['email', 'sms', 'phone'] },
    { code: 'mail', answeredBy: ['mail'] },
    { code: 'phone', answeredBy: ['phone', 'sms'] },
    { code: 'desk', answeredBy: ['desk'] },
    { code: 'exchange', answeredBy: ['exchange'] },
    { code: 'email', answeredBy: ['email'] },
    // Whoever wrote in a school's register may leave a phone number, an address, or come back.
    { code: 'register', answeredBy: ['desk', 'phone', 'sms', 'mail'] },
    { code: 'ombudsman', answeredBy: ['ombudsman', 'mail'] },
  ],
  categories: [
    {
      code: 'TUTOR_NAME',
      unit: 'ENROLMENT',
      verifier: 'MENPS',
      names: { fr: 'Nom du tuteur erroné', ar: 'خطأ في اسم الولي', en: 'Guardian’s name wrong' },
    },
    {
      code: 'TUTOR_CNIE',
      unit: 'ENROLMENT',
      verifier: 'MENPS',
      names: {
        fr: 'CNIE du tuteur erronée',
        ar: 'خطأ في رقم بطاقة الولي',
        en: 'Guardian’s identity card wrong',
      },
    },
    {
      code: 'MASSAR_OTHER',
      unit: 'ENROLMENT',
      verifier: 'MENPS',
      names: { fr: 'Autre erreur dans MASSAR', ar: 'خطأ آخر في منظومة مسار', en: 'Other error in MASSAR' },
    },
    {
      code: 'ENROLMENT_REFUSED',
      unit: 'ENROLMENT',
      names: { fr: 'Inscription refusée', ar: 'رفض التسجيل', en: 'Registration refused' },
    },
    {
      code: 'PAYMENT_MISSING',
      unit: 'PAYMENTS',
      names: { fr: 'Versement non reçu', ar: 'عدم التوصل بالدفعة', en: 'Payment not received' },
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
      code: 'TECHNICAL',
      unit: 'SYSTEMS',
      names: { fr: 'Problème technique', ar: 'مشكل تقني', en: 'Technical problem' },
    },
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
  templates: tayssirTemplates,
}
