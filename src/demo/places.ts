// Communes of Morocco with their province, in Latin and Arabic letters, and the reception desk of DAAM they are nearest to.
import type { Said } from './said.ts'

export type Place = {
  commune: Said
  province: string
  rural: boolean
  /** The entity of DAAM that receives its people. */
  desk: 'RABAT' | 'CASABLANCA' | 'JERADA' | 'LAAYOUNE'
}

const place = (
  fr: string,
  ar: string,
  province: string,
  desk: Place['desk'],
  kind: 'rural' | 'town' = 'rural',
): Place => ({ commune: { fr, ar }, province, rural: kind === 'rural', desk })

export const places: readonly Place[] = [
  place('Aït Ourir', 'أيت أورير', 'Al Haouz', 'CASABLANCA', 'town'),
  place('Asni', 'أسني', 'Al Haouz', 'CASABLANCA'),
  place('Tahannaout', 'تحناوت', 'Al Haouz', 'CASABLANCA', 'town'),
  place('Amizmiz', 'أمزميز', 'Al Haouz', 'CASABLANCA', 'town'),
  place('Imintanoute', 'إمنتانوت', 'Chichaoua', 'CASABLANCA', 'town'),
  place('Talmest', 'تالمست', 'Essaouira', 'CASABLANCA', 'town'),
  place('Had Draa', 'حد الدرا', 'Essaouira', 'CASABLANCA'),
  place('Demnate', 'دمنات', 'Azilal', 'CASABLANCA', 'town'),
  place('Afourar', 'أفورار', 'Azilal', 'CASABLANCA', 'town'),
  place('El Ksiba', 'القصيبة', 'Béni Mellal', 'CASABLANCA', 'town'),
  place('Aït Ishaq', 'أيت إسحاق', 'Khénifra', 'RABAT'),
  place('Mrirt', 'مريرت', 'Khénifra', 'RABAT', 'town'),
  place('Sebt Gzoula', 'سبت كزولة', 'Safi', 'CASABLANCA', 'town'),
  place('Zemamra', 'الزمامرة', 'Sidi Bennour', 'CASABLANCA', 'town'),
  place('Oulad Frej', 'أولاد افرج', 'El Jadida', 'CASABLANCA'),
  place('Bouznika', 'بوزنيقة', 'Benslimane', 'CASABLANCA', 'town'),
  place('Sidi Bernoussi', 'سيدي البرنوصي', 'Casablanca', 'CASABLANCA', 'town'),
  place('Moulay Rachid', 'مولاي رشيد', 'Casablanca', 'CASABLANCA', 'town'),
  place('Tit Mellil', 'تيط مليل', 'Médiouna', 'CASABLANCA', 'town'),
  place('Rommani', 'الرماني', 'Khémisset', 'RABAT', 'town'),
  place('Tiflet', 'تيفلت', 'Khémisset', 'RABAT', 'town'),
  place('Sidi Yahya El Gharb', 'سيدي يحيى الغرب', 'Sidi Slimane', 'RABAT', 'town'),
  place('Souk El Arbaa', 'سوق الأربعاء', 'Kénitra', 'RABAT', 'town'),
  place('Hay Karima', 'حي كريمة', 'Salé', 'RABAT', 'town'),
  place('Aïn Aouda', 'عين العودة', 'Skhirate-Témara', 'RABAT', 'town'),
  place('Ghafsai', 'غفساي', 'Taounate', 'RABAT', 'town'),
  place('Tissa', 'تيسة', 'Taounate', 'RABAT', 'town'),
  place('Bab Taza', 'باب تازة', 'Chefchaouen', 'RABAT'),
  place('Oued Laou', 'واد لاو', 'Tétouan', 'RABAT', 'town'),
  place('Ketama', 'كتامة', 'Al Hoceïma', 'JERADA'),
  place('Targuist', 'تاركيست', 'Al Hoceïma', 'JERADA', 'town'),
  place('Aknoul', 'أكنول', 'Taza', 'JERADA', 'town'),
  place('Outat El Haj', 'أوطاط الحاج', 'Boulemane', 'JERADA', 'town'),
  place('Guercif', 'جرسيف', 'Guercif', 'JERADA', 'town'),
  place('Debdou', 'دبدو', 'Taourirt', 'JERADA', 'town'),
  place('Jerada', 'جرادة', 'Jerada', 'JERADA', 'town'),
  place('Aïn Beni Mathar', 'عين بني مطهر', 'Jerada', 'JERADA', 'town'),
  place('Bouarfa', 'بوعرفة', 'Figuig', 'JERADA', 'town'),
  place('Rich', 'الريش', 'Midelt', 'RABAT', 'town'),
  place('Tinghir', 'تنغير', 'Tinghir', 'CASABLANCA', 'town'),
  place('Agdz', 'أكدز', 'Zagora', 'CASABLANCA', 'town'),
  place('Tazenakht', 'تازناخت', 'Ouarzazate', 'CASABLANCA', 'town'),
  place('Taliouine', 'تالوين', 'Taroudant', 'LAAYOUNE', 'town'),
  place('Tafraout', 'تافراوت', 'Tiznit', 'LAAYOUNE', 'town'),
  place('Bouizakarne', 'بويزكارن', 'Guelmim', 'LAAYOUNE', 'town'),
  place('Tan-Tan', 'طانطان', 'Tan-Tan', 'LAAYOUNE', 'town'),
  place('El Marsa', 'المرسى', 'Laâyoune', 'LAAYOUNE', 'town'),
]

/** Where a desk of DAAM is, as its letters write it. */
export const deskCities: Record<string, Said> = {
  CNRA: { fr: 'Rabat', ar: 'الرباط' },
  RABAT: { fr: 'Rabat', ar: 'الرباط' },
  CASABLANCA: { fr: 'Casablanca', ar: 'الدار البيضاء' },
  JERADA: { fr: 'Jerada', ar: 'جرادة' },
  LAAYOUNE: { fr: 'Laâyoune', ar: 'العيون' },
}
