// Tadamon: emergency transfers to households that lost their income, with the hotline 1212.
import type { Pack } from './schema.ts'
import { tadamonCovidTemplates } from './tadamon-covid-templates.ts'

const ELIGIBILITY = ['ELIGIBILITY']
const COMPLAINT = ['COMPLAINT']

import { notices, reach, specialists } from './usual.ts'

export const tadamonCovid: Pack = {
  code: 'TADAMON_COVID',
  prefix: 'COV',
  names: { fr: 'Tadamon, aide d’urgence', ar: 'تضامن، الدعم الاستثنائي', en: 'Tadamon, emergency support' },
  body: {
    fr: 'Ministère de l’Économie et des Finances, centre 1212',
    ar: 'وزارة الاقتصاد والمالية، مركز 1212',
    en: 'Ministry of Economy and Finance, centre 1212',
  },
  workflow: 'complaint',
  specialists,
  notices: notices('finances'),
  reach,
  services: [
    {
      code: 'ELIGIBILITY',
      names: {
        fr: 'Contester un refus d’éligibilité',
        ar: 'الاعتراض على رفض الأهلية',
        en: 'Contest a refusal of eligibility',
      },
      workflow: 'eligibility',
    },
    {
      code: 'COMPLAINT',
      names: {
        fr: 'Signaler un problème de versement',
        ar: 'التبليغ عن مشكل في صرف الدعم',
        en: 'Report a problem with a payment',
      },
      workflow: 'complaint',
    },
  ],
  entities: [
    {
      code: 'CENTRE_1212',
      names: { fr: 'Centre d’appels 1212', ar: 'مركز النداء 1212', en: 'Call centre 1212' },
    },
  ],
  units: [
    {
      code: 'CROSS_CHECKS',
      names: {
        fr: 'Recoupements et éligibilité',
        ar: 'المطابقة والأهلية',
        en: 'Cross-checks and eligibility',
      },
    },
    { code: 'PAYMENTS', names: { fr: 'Versements', ar: 'صرف الدعم', en: 'Payments' } },
  ],
  channels: [
    { code: 'web', answeredBy: ['web', 'sms'] },
    { code: 'phone', answeredBy: ['phone', 'sms'] },
  ],
  categories: [
    {
      code: 'RAMED_CARD',
      unit: 'CROSS_CHECKS',
      services: ELIGIBILITY,
      names: {
        fr: 'Carte RAMED non reconnue',
        ar: 'بطاقة راميد غير معترف بها',
        en: 'RAMED card not recognised',
      },
    },
    {
      code: 'EMPLOYED_WRONGLY',
      unit: 'CROSS_CHECKS',
      services: ELIGIBILITY,
      names: {
        fr: 'Considéré à tort comme salarié ou pensionné',
        ar: 'اعتباره خطأً أجيراً أو متقاعداً',
        en: 'Taken wrongly for an employee or a pensioner',
      },
    },
    {
      code: 'HOUSEHOLD_WRONG',
      unit: 'CROSS_CHECKS',
      services: ELIGIBILITY,
      names: {
        fr: 'Composition du ménage erronée',
        ar: 'خطأ في تركيبة الأسرة',
        en: 'Household wrongly composed',
      },
    },
    {
      code: 'IDENTITY_WRONG',
      unit: 'CROSS_CHECKS',
      services: ELIGIBILITY,
      names: {
        fr: 'Numéro de carte ou nom erroné',
        ar: 'خطأ في رقم البطاقة أو الاسم',
        en: 'Card number or name wrong',
      },
    },
    {
      code: 'ELIGIBILITY_OTHER',
      unit: 'CROSS_CHECKS',
      services: ELIGIBILITY,
      names: { fr: 'Autre motif de refus', ar: 'سبب آخر للرفض', en: 'Other ground of refusal' },
    },
    {
      code: 'PAYMENT_MISSING',
      unit: 'PAYMENTS',
      services: COMPLAINT,
      names: { fr: 'Versement non reçu', ar: 'عدم التوصل بالدعم', en: 'Payment not received' },
    },
    {
      code: 'WITHDRAWAL_CODE',
      unit: 'PAYMENTS',
      services: COMPLAINT,
      names: {
        fr: 'Code de retrait non reçu',
        ar: 'عدم التوصل برمز السحب',
        en: 'Withdrawal code not received',
      },
    },
    {
      code: 'AMOUNT_WRONG',
      unit: 'PAYMENTS',
      services: COMPLAINT,
      names: {
        fr: 'Montant faux ou incomplet',
        ar: 'مبلغ خاطئ أو غير كامل',
        en: 'Amount wrong or incomplete',
      },
    },
    {
      code: 'TAKEN_BY_OTHERS',
      unit: 'PAYMENTS',
      services: COMPLAINT,
      names: {
        fr: 'Somme retirée par une autre personne',
        ar: 'سحب المبلغ من طرف شخص آخر',
        en: 'Taken by somebody else',
      },
    },
    { code: 'OTHER', services: COMPLAINT, names: { fr: 'Autre', ar: 'موضوع آخر', en: 'Other' } },
  ],
  deadline: {
    days: 10,
    ombudsmanDays: 60,
    basis: 'calendar',
    noticeDays: 5,
    commitDays: 3,
    mostCommitDays: 30,
    waitDays: 10,
    appealDays: 30,
  },
  templates: tadamonCovidTemplates,
}
