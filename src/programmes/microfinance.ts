// A microfinance institution: small loans through branches and mobile units, instalments put off in a crisis.
import { microfinancePlaces } from './microfinance-places.ts'
import { microfinanceTemplates } from './microfinance-templates.ts'
import type { Pack } from './schema.ts'
import { agencyChannels, complaints, notices, reach, specialists } from './usual.ts'

const COMPLAINT = ['COMPLAINT']
const DEFERRAL = ['DEFERRAL']

export const microfinance: Pack = {
  code: 'MICROFINANCE',
  prefix: 'MIC',
  names: { fr: 'Microfinance', ar: 'التمويل الأصغر', en: 'Microfinance' },
  body: {
    fr: 'Institution de microfinance, Relation clients',
    ar: 'مؤسسة التمويل الأصغر، العلاقة مع الزبناء',
    en: 'Microfinance institution, client relations',
  },
  workflow: 'complaint',
  specialists,
  notices: notices('microfinance'),
  reach,
  services: [
    complaints,
    {
      code: 'DEFERRAL',
      names: { fr: 'Report d’échéances', ar: 'تأجيل الأقساط', en: 'Deferral of instalments' },
      workflow: 'deferral',
      days: 5,
    },
  ],
  entities: [...microfinancePlaces],
  units: [
    { code: 'LOANS', names: { fr: 'Crédits', ar: 'القروض', en: 'Loans' } },
    { code: 'COLLECTION', names: { fr: 'Recouvrement', ar: 'التحصيل', en: 'Collection' } },
    { code: 'INSURANCE', names: { fr: 'Assurance', ar: 'التأمين', en: 'Insurance' } },
    { code: 'NETWORK', names: { fr: 'Réseau', ar: 'شبكة الوكالات', en: 'Branches and mobile units' } },
  ],
  channels: [
    ...agencyChannels,
    // The portal of the regulator.
    { code: 'exchange', answeredBy: ['exchange'] },
  ],
  categories: [
    {
      code: 'INSTALMENT_WRONG',
      unit: 'LOANS',
      services: COMPLAINT,
      names: {
        fr: 'Échéance ou montant faux',
        ar: 'خطأ في القسط أو المبلغ',
        en: 'Instalment or amount wrong',
      },
    },
    {
      code: 'PAYMENT_UNRECORDED',
      unit: 'COLLECTION',
      services: COMPLAINT,
      names: { fr: 'Paiement non enregistré', ar: 'أداء غير مسجل', en: 'Payment not recorded' },
    },
    {
      code: 'LOAN_LATE',
      unit: 'LOANS',
      services: COMPLAINT,
      names: {
        fr: 'Prêt refusé ou déblocage tardif',
        ar: 'رفض القرض أو تأخر صرفه',
        en: 'Loan refused or paid out late',
      },
    },
    {
      code: 'COLLECTION_CONDUCT',
      unit: 'COLLECTION',
      services: COMPLAINT,
      names: {
        fr: 'Conduite d’un agent de recouvrement',
        ar: 'سلوك عون التحصيل',
        en: 'Conduct of a collector',
      },
    },
    {
      code: 'FEES',
      unit: 'LOANS',
      services: COMPLAINT,
      names: { fr: 'Frais et pénalités', ar: 'المصاريف والغرامات', en: 'Fees and penalties' },
    },
    {
      code: 'INSURANCE',
      unit: 'INSURANCE',
      services: COMPLAINT,
      names: {
        fr: 'Assurance décès ou incapacité',
        ar: 'تأمين الوفاة أو العجز',
        en: 'Death or disability insurance',
      },
    },
    {
      code: 'CREDIT_RECORD',
      unit: 'LOANS',
      services: COMPLAINT,
      names: {
        fr: 'Inscription au fichier des impayés',
        ar: 'التسجيل في سجل عدم الأداء',
        en: 'Entry in the register of arrears',
      },
    },
    {
      code: 'RECEPTION',
      unit: 'NETWORK',
      services: COMPLAINT,
      names: {
        fr: 'Accueil, agence ou unité mobile',
        ar: 'الاستقبال، وكالة أو وحدة متنقلة',
        en: 'Reception, branch or mobile unit',
      },
    },
    {
      code: 'INCOME_LOST',
      unit: 'LOANS',
      services: DEFERRAL,
      names: {
        fr: 'Perte d’activité ou de revenu',
        ar: 'فقدان النشاط أو الدخل',
        en: 'Activity or income lost',
      },
    },
    {
      code: 'DROUGHT',
      unit: 'LOANS',
      services: DEFERRAL,
      names: {
        fr: 'Sécheresse ou mauvaise récolte',
        ar: 'جفاف أو ضعف المحصول',
        en: 'Drought or poor harvest',
      },
    },
    {
      code: 'DISASTER',
      unit: 'LOANS',
      services: DEFERRAL,
      names: {
        fr: 'Séisme, inondation, incendie',
        ar: 'زلزال أو فيضان أو حريق',
        en: 'Earthquake, flood, fire',
      },
    },
    {
      code: 'ILLNESS',
      unit: 'LOANS',
      services: DEFERRAL,
      names: { fr: 'Maladie ou deuil', ar: 'مرض أو وفاة', en: 'Illness or bereavement' },
    },
    { code: 'OTHER', names: { fr: 'Autre', ar: 'موضوع آخر', en: 'Other' } },
  ],
  deadline: {
    days: 10,
    ombudsmanDays: 40,
    basis: 'working',
    noticeDays: 10,
    commitDays: 3,
    mostCommitDays: 60,
    waitDays: 10,
    appealDays: 30,
  },
  templates: microfinanceTemplates,
}
