// The public housing group: a holding and ten regional companies, with its citizens' and complaints service.
import { housingTemplates } from './housing-templates.ts'
import type { Pack } from './schema.ts'

const company = (code: string, fr: string, ar: string, en: string) =>
  ({
    code,
    kind: 'company',
    names: { fr: `Société ${fr}`, ar: `شركة ${ar}`, en: `${en} company` },
  }) as const

import { notices, reach, specialists } from './usual.ts'

export const housing: Pack = {
  code: 'HOUSING',
  prefix: 'LOG',
  names: { fr: 'Habitat public', ar: 'السكن العمومي', en: 'Public housing' },
  body: {
    fr: 'Groupe public de l’habitat, Service Citoyen et Réclamations',
    ar: 'المجموعة العمومية للسكن، مصلحة المواطن والشكايات',
    en: 'Public housing group, Citizens and Complaints Service',
  },
  // The group stays on the first version of the lifecycle, the one its companies were trained on.
  workflow: 'complaint@1',
  specialists,
  notices: notices('housing'),
  reach,
  entities: [
    { code: 'HOLDING', kind: 'holding', names: { fr: 'Holding', ar: 'الشركة القابضة', en: 'Holding' } },
    company(
      'TANGER_TETOUAN',
      'Tanger-Tétouan-Al Hoceïma',
      'طنجة تطوان الحسيمة',
      'Tangier-Tetouan-Al Hoceima',
    ),
    company('ORIENTAL', 'de l’Oriental', 'الشرق', 'Oriental'),
    company('FES_MEKNES', 'Fès-Meknès', 'فاس مكناس', 'Fez-Meknes'),
    company('RABAT_SALE', 'Rabat-Salé-Kénitra', 'الرباط سلا القنيطرة', 'Rabat-Salé-Kenitra'),
    company('BENI_MELLAL', 'Béni Mellal-Khénifra', 'بني ملال خنيفرة', 'Béni Mellal-Khénifra'),
    company('CASABLANCA', 'Casablanca-Settat', 'الدار البيضاء سطات', 'Casablanca-Settat'),
    company('MARRAKECH', 'Marrakech-Safi', 'مراكش آسفي', 'Marrakesh-Safi'),
    company('DRAA_TAFILALET', 'Drâa-Tafilalet', 'درعة تافيلالت', 'Drâa-Tafilalet'),
    company('SOUSS_MASSA', 'Souss-Massa', 'سوس ماسة', 'Souss-Massa'),
    company('SUD', 'des provinces du Sud', 'الأقاليم الجنوبية', 'Southern Provinces'),
  ],
  units: [
    {
      code: 'AFTER_SALES',
      names: { fr: 'Service après-vente', ar: 'خدمة ما بعد البيع', en: 'After-sales service' },
    },
    {
      code: 'COMMERCIAL',
      names: { fr: 'Commercialisation', ar: 'التسويق', en: 'Sales' },
    },
    {
      code: 'LAND_TITLES',
      names: { fr: 'Foncier et titres', ar: 'العقار والرسوم', en: 'Land and titles' },
    },
    { code: 'WORKS', names: { fr: 'Travaux', ar: 'الأشغال', en: 'Works' } },
  ],
  channels: [
    { code: 'desk', answeredBy: ['desk', 'phone', 'mail'] },
    { code: 'web', answeredBy: ['web', 'email', 'sms'] },
    { code: 'phone', answeredBy: ['phone', 'sms'] },
    { code: 'mail', answeredBy: ['mail'] },
    { code: 'email', answeredBy: ['email'] },
    // The national portal for complaints.
    { code: 'exchange', answeredBy: ['exchange'] },
    { code: 'ombudsman', answeredBy: ['ombudsman', 'mail'] },
  ],
  categories: [
    {
      code: 'DELIVERY_DELAY',
      unit: 'WORKS',
      names: { fr: 'Retard de livraison', ar: 'تأخر التسليم', en: 'Delivery delayed' },
    },
    {
      code: 'DEFECT',
      unit: 'AFTER_SALES',
      names: { fr: 'Malfaçon ou panne', ar: 'عيب في البناء أو عطب', en: 'Building defect' },
    },
    {
      code: 'COMMON_PARTS',
      unit: 'AFTER_SALES',
      names: { fr: 'Parties communes', ar: 'الأجزاء المشتركة', en: 'Common parts' },
    },
    {
      code: 'EQUIPMENT',
      unit: 'WORKS',
      names: {
        fr: 'Voirie, eau, assainissement, éclairage',
        ar: 'الطرق والماء والتطهير والإنارة',
        en: 'Roads, water, sewerage, lighting',
      },
    },
    {
      code: 'LAND_TITLE',
      unit: 'LAND_TITLES',
      names: {
        fr: 'Titre foncier non remis',
        ar: 'عدم تسليم الرسم العقاري',
        en: 'Land title not handed over',
      },
    },
    {
      code: 'AREA_WRONG',
      unit: 'LAND_TITLES',
      names: {
        fr: 'Superficie ou limites contestées',
        ar: 'نزاع حول المساحة أو الحدود',
        en: 'Area or limits disputed',
      },
    },
    {
      code: 'CONTRACT',
      unit: 'COMMERCIAL',
      names: {
        fr: 'Prix, contrat ou échéancier',
        ar: 'الثمن أو العقد أو جدول الأداء',
        en: 'Price, contract or instalments',
      },
    },
    {
      code: 'REFUND',
      unit: 'COMMERCIAL',
      names: {
        fr: 'Remboursement après désistement',
        ar: 'استرجاع المبالغ بعد التنازل',
        en: 'Refund after withdrawal',
      },
    },
    {
      code: 'ATTRIBUTION',
      unit: 'COMMERCIAL',
      names: {
        fr: 'Attribution d’un lot ou d’un logement',
        ar: 'تخصيص بقعة أو سكن',
        en: 'Allocation of a plot or a home',
      },
    },
    {
      code: 'RECEPTION',
      unit: 'COMMERCIAL',
      names: { fr: 'Accueil et suivi du client', ar: 'استقبال الزبون وتتبعه', en: 'Reception and follow-up' },
    },
    { code: 'OTHER', names: { fr: 'Autre', ar: 'موضوع آخر', en: 'Other' } },
  ],
  deadline: {
    days: 60,
    ombudsmanDays: 60,
    basis: 'calendar',
    noticeDays: 10,
    commitDays: 10,
    mostCommitDays: 180,
    waitDays: 20,
    appealDays: 30,
    touchDays: 15,
  },
  templates: housingTemplates,
}
