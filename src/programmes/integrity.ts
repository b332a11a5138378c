// Integrity and health services: corruption goes to named people only, complaints about care take the usual road.
import { integrityTemplates } from './integrity-templates.ts'
import type { Pack } from './schema.ts'

const CORRUPTION = ['CORRUPTION']
const HEALTH = ['HEALTH_SERVICE']

import { notices, reach, specialists } from './usual.ts'

export const integrity: Pack = {
  code: 'INTEGRITY',
  prefix: 'INT',
  names: {
    fr: 'Intégrité et services de santé',
    ar: 'النزاهة والخدمات الصحية',
    en: 'Integrity and health services',
  },
  body: {
    fr: 'Ministère de la Santé et de la Protection sociale, Inspection générale',
    ar: 'وزارة الصحة والحماية الاجتماعية، المفتشية العامة',
    en: 'Ministry of Health and Social Protection, General Inspectorate',
  },
  workflow: 'complaint',
  specialists,
  notices: notices('integrity'),
  hearsUnsure: true,
  reach,
  services: [
    {
      code: 'HEALTH_SERVICE',
      names: { fr: 'Service de santé', ar: 'خدمة صحية', en: 'Health service' },
      workflow: 'complaint',
    },
    {
      code: 'CORRUPTION',
      names: { fr: 'Corruption', ar: 'الرشوة والفساد', en: 'Corruption' },
      workflow: 'integrity',
      days: 60,
    },
  ],
  entities: [
    {
      code: 'CENTRAL',
      names: {
        fr: 'Inspection générale, Rabat',
        ar: 'المفتشية العامة، الرباط',
        en: 'General Inspectorate, Rabat',
      },
    },
    {
      code: 'CASABLANCA',
      names: {
        fr: 'Écoute Casablanca-Settat',
        ar: 'خلية الاستماع الدار البيضاء سطات',
        en: 'Casablanca-Settat desk',
      },
    },
    {
      code: 'FES',
      names: { fr: 'Écoute Fès-Meknès', ar: 'خلية الاستماع فاس مكناس', en: 'Fez-Meknes desk' },
    },
    {
      code: 'MARRAKECH',
      names: { fr: 'Écoute Marrakech-Safi', ar: 'خلية الاستماع مراكش آسفي', en: 'Marrakesh-Safi desk' },
    },
  ],
  units: [
    { code: 'INSPECTION', names: { fr: 'Inspection', ar: 'التفتيش', en: 'Inspection' } },
    { code: 'HOSPITALS', names: { fr: 'Hôpitaux', ar: 'المستشفيات', en: 'Hospitals' } },
    {
      code: 'PRIMARY_CARE',
      names: { fr: 'Centres de santé', ar: 'المراكز الصحية', en: 'Health centres' },
    },
    {
      code: 'SUPPLIES',
      names: { fr: 'Médicaments et matériel', ar: 'الأدوية والمعدات', en: 'Medicines and equipment' },
    },
  ],
  channels: [
    { code: 'web', answeredBy: ['web', 'sms', 'email'] },
    { code: 'phone', answeredBy: ['phone', 'sms'] },
    { code: 'desk', answeredBy: ['desk', 'phone'] },
    { code: 'mail', answeredBy: ['mail'] },
    // The suggestion box of a health centre.
    { code: 'register', answeredBy: ['desk', 'phone', 'sms', 'mail'] },
    { code: 'ombudsman', answeredBy: ['ombudsman', 'mail'] },
  ],
  categories: [
    {
      code: 'WAITING',
      unit: 'HOSPITALS',
      services: HEALTH,
      names: {
        fr: 'Attente ou rendez-vous lointain',
        ar: 'الانتظار أو بُعد الموعد',
        en: 'Waiting or a distant appointment',
      },
    },
    {
      code: 'ABSENCE',
      unit: 'PRIMARY_CARE',
      services: HEALTH,
      names: {
        fr: 'Centre fermé ou soignant absent',
        ar: 'إغلاق المركز أو غياب الأطر',
        en: 'Centre closed or staff absent',
      },
    },
    {
      code: 'CARE_QUALITY',
      unit: 'HOSPITALS',
      services: HEALTH,
      names: { fr: 'Qualité des soins', ar: 'جودة العلاج', en: 'Quality of care' },
    },
    {
      code: 'MEDICINES',
      unit: 'SUPPLIES',
      services: HEALTH,
      names: {
        fr: 'Médicament ou vaccin manquant',
        ar: 'نقص دواء أو لقاح',
        en: 'Medicine or vaccine missing',
      },
    },
    {
      code: 'EQUIPMENT',
      unit: 'SUPPLIES',
      services: HEALTH,
      names: { fr: 'Matériel en panne', ar: 'تعطل المعدات', en: 'Equipment out of order' },
    },
    {
      code: 'RECEPTION',
      unit: 'PRIMARY_CARE',
      services: HEALTH,
      names: { fr: 'Accueil et respect', ar: 'الاستقبال والاحترام', en: 'Reception and respect' },
    },
    {
      code: 'BRIBE',
      unit: 'INSPECTION',
      services: CORRUPTION,
      names: { fr: 'Argent ou cadeau demandé', ar: 'طلب مال أو هدية', en: 'Money or a gift demanded' },
    },
    {
      code: 'DIVERSION',
      unit: 'INSPECTION',
      services: CORRUPTION,
      names: {
        fr: 'Détournement de biens ou de fonds',
        ar: 'اختلاس أموال أو ممتلكات',
        en: 'Goods or funds diverted',
      },
    },
    {
      code: 'FAVOUR',
      unit: 'INSPECTION',
      services: CORRUPTION,
      names: { fr: 'Passe-droit ou favoritisme', ar: 'محسوبية أو زبونية', en: 'Favour or patronage' },
    },
    {
      code: 'PROCUREMENT',
      unit: 'INSPECTION',
      services: CORRUPTION,
      names: {
        fr: 'Marché ou recrutement faussé',
        ar: 'صفقة أو توظيف غير نزيه',
        en: 'Contract or recruitment rigged',
      },
    },
    {
      code: 'ABUSE_OF_OFFICE',
      unit: 'INSPECTION',
      services: CORRUPTION,
      names: { fr: 'Abus de fonction', ar: 'استغلال المنصب', en: 'Abuse of office' },
    },
    { code: 'OTHER', unit: 'INSPECTION', names: { fr: 'Autre', ar: 'موضوع آخر', en: 'Other' } },
  ],
  deadline: {
    days: 30,
    ombudsmanDays: 60,
    basis: 'calendar',
    noticeDays: 10,
    commitDays: 5,
    mostCommitDays: 90,
    waitDays: 15,
    appealDays: 30,
    // What an authority has to answer what was referred to it.
    verifyDays: 30,
  },
  templates: integrityTemplates,
}
