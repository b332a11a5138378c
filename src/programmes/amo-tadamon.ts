// AMO Tadamon: the health cover of households that cannot pay contributions, run by the CNSS.
import { amoTadamonTemplates } from './amo-tadamon-templates.ts'
import type { Pack } from './schema.ts'
import { agencyChannels, complaints, notices, reach, specialists } from './usual.ts'

const COMPLAINT = ['COMPLAINT']

export const amoTadamon: Pack = {
  code: 'AMO_TADAMON',
  prefix: 'AMO',
  names: { fr: 'AMO Tadamon', ar: 'أمو تضامن', en: 'AMO Tadamon' },
  body: {
    fr: 'Caisse nationale de sécurité sociale (CNSS)',
    ar: 'الصندوق الوطني للضمان الاجتماعي',
    en: 'National Social Security Fund (CNSS)',
  },
  workflow: 'complaint',
  specialists,
  notices: notices('cnss'),
  reach,
  services: [
    complaints,
    {
      code: 'OBSERVATION',
      names: { fr: 'Observation', ar: 'ملاحظة', en: 'Observation' },
      workflow: 'feedback',
    },
    {
      code: 'SUGGESTION',
      names: { fr: 'Suggestion', ar: 'اقتراح', en: 'Suggestion' },
      workflow: 'feedback',
    },
  ],
  entities: [
    { code: 'CNSS', names: { fr: 'CNSS, siège', ar: 'المقر المركزي', en: 'CNSS, head office' } },
    {
      code: 'RABAT_AGDAL',
      names: { fr: 'Agence Rabat Agdal', ar: 'وكالة الرباط أكدال', en: 'Rabat Agdal agency' },
    },
    {
      code: 'CASA_AIN_SEBAA',
      names: {
        fr: 'Agence Casablanca Aïn Sebaâ',
        ar: 'وكالة الدار البيضاء عين السبع',
        en: 'Casablanca Aïn Sebaâ agency',
      },
    },
    { code: 'FES_SAISS', names: { fr: 'Agence Fès Saïss', ar: 'وكالة فاس سايس', en: 'Fez Saïss agency' } },
    {
      code: 'MARRAKECH_GUELIZ',
      names: { fr: 'Agence Marrakech Guéliz', ar: 'وكالة مراكش جليز', en: 'Marrakesh Guéliz agency' },
    },
    {
      code: 'AGADIR_INEZGANE',
      names: { fr: 'Agence Inezgane', ar: 'وكالة إنزكان', en: 'Inezgane agency' },
    },
    { code: 'OUJDA', names: { fr: 'Agence Oujda', ar: 'وكالة وجدة', en: 'Oujda agency' } },
  ],
  units: [
    {
      code: 'AFFILIATION',
      names: { fr: 'Affiliation et droits', ar: 'الانخراط والحقوق', en: 'Affiliation and rights' },
    },
    {
      code: 'BENEFITS',
      names: {
        fr: 'Prestations et remboursements',
        ar: 'التعويضات والمصاريف المسترجعة',
        en: 'Benefits and reimbursements',
      },
    },
    {
      code: 'MEDICAL',
      names: { fr: 'Contrôle médical', ar: 'المراقبة الطبية', en: 'Medical control' },
    },
    {
      code: 'PROVIDERS',
      names: {
        fr: 'Relations avec les hôpitaux et les soignants',
        ar: 'العلاقات مع المستشفيات ومقدمي العلاج',
        en: 'Hospitals and care providers',
      },
    },
    { code: 'AGENCIES', names: { fr: 'Réseau des agences', ar: 'شبكة الوكالات', en: 'Agencies' } },
  ],
  channels: [
    ...agencyChannels,
    { code: 'exchange', answeredBy: ['exchange'] },
    { code: 'ombudsman', answeredBy: ['ombudsman', 'mail'] },
  ],
  categories: [
    {
      code: 'AFFILIATION_REFUSED',
      unit: 'AFFILIATION',
      services: COMPLAINT,
      names: { fr: 'Affiliation refusée', ar: 'رفض الانخراط', en: 'Affiliation refused' },
    },
    {
      code: 'RIGHTS_CLOSED',
      unit: 'AFFILIATION',
      services: COMPLAINT,
      names: {
        fr: 'Droits fermés ou suspendus',
        ar: 'إغلاق الحقوق أو توقيفها',
        en: 'Rights closed or suspended',
      },
    },
    {
      code: 'DEPENDANT_MISSING',
      unit: 'AFFILIATION',
      services: COMPLAINT,
      names: {
        fr: 'Ayant droit non rattaché',
        ar: 'مستفيد غير مصرح به في الملف',
        en: 'Dependant not attached',
      },
    },
    {
      code: 'CARD',
      unit: 'AFFILIATION',
      services: COMPLAINT,
      names: {
        fr: 'Immatriculation ou attestation',
        ar: 'رقم التسجيل أو الشهادة',
        en: 'Registration number or certificate',
      },
    },
    {
      code: 'REIMBURSEMENT',
      unit: 'BENEFITS',
      services: COMPLAINT,
      names: {
        fr: 'Remboursement non reçu ou incomplet',
        ar: 'تعويض غير متوصل به أو ناقص',
        en: 'Reimbursement missing or incomplete',
      },
    },
    {
      code: 'CARE_REFUSED',
      unit: 'MEDICAL',
      services: COMPLAINT,
      names: {
        fr: 'Prise en charge refusée ou tardive',
        ar: 'رفض التكفل بالعلاج أو تأخره',
        en: 'Cover of a treatment refused or late',
      },
    },
    {
      code: 'PROVIDER',
      unit: 'PROVIDERS',
      names: {
        fr: 'Hôpital, médecin ou pharmacie',
        ar: 'مستشفى أو طبيب أو صيدلية',
        en: 'Hospital, doctor or pharmacy',
      },
    },
    {
      code: 'RECEPTION',
      unit: 'AGENCIES',
      names: { fr: 'Accueil en agence', ar: 'الاستقبال بالوكالة', en: 'Reception at an agency' },
    },
    {
      code: 'TECHNICAL',
      unit: 'AGENCIES',
      names: { fr: 'Site et application', ar: 'الموقع والتطبيق', en: 'Site and application' },
    },
    { code: 'OTHER', names: { fr: 'Autre', ar: 'موضوع آخر', en: 'Other' } },
  ],
  deadline: {
    days: 15,
    ombudsmanDays: 60,
    basis: 'working',
    noticeDays: 10,
    commitDays: 3,
    mostCommitDays: 60,
    waitDays: 15,
    appealDays: 30,
    touchDays: 15,
  },
  templates: amoTadamonTemplates,
}
