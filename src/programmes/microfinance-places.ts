// Where the microfinance institution receives its clients: its head office, its branches, its 81 mobile units by region.

type Names = { fr: string; ar: string; en: string }
type Entity = { code: string; kind: 'office' | 'branch' | 'mobile'; names: Names }

/** A region with its branch and how many mobile units drive out from it. */
type Region = { code: string; names: Names; branch: Names; mobile: number }

const region = (
  code: string,
  mobile: number,
  names: readonly string[],
  branch: readonly string[],
): Region => ({
  code,
  mobile,
  names: words(names),
  branch: words(branch),
})

const words = ([fr = '', ar = '', en = fr]: readonly string[]): Names => ({ fr, ar, en })

const regions: readonly Region[] = [
  region(
    'TANGER',
    8,
    ['Tanger-Tétouan-Al Hoceïma', 'طنجة تطوان الحسيمة', 'Tangier-Tetouan-Al Hoceima'],
    ['Tétouan', 'تطوان', 'Tetouan'],
  ),
  region('ORIENTAL', 7, ['Oriental', 'الشرق'], ['Oujda', 'وجدة']),
  region('FES', 9, ['Fès-Meknès', 'فاس مكناس', 'Fez-Meknes'], ['Fès', 'فاس', 'Fez']),
  region('RABAT', 6, ['Rabat-Salé-Kénitra', 'الرباط سلا القنيطرة', 'Rabat-Salé-Kenitra'], ['Salé', 'سلا']),
  region('BENI_MELLAL', 8, ['Béni Mellal-Khénifra', 'بني ملال خنيفرة'], ['Béni Mellal', 'بني ملال']),
  region(
    'CASABLANCA',
    7,
    ['Casablanca-Settat', 'الدار البيضاء سطات'],
    ['Casablanca Derb Sultan', 'الدار البيضاء درب السلطان'],
  ),
  region(
    'MARRAKECH',
    10,
    ['Marrakech-Safi', 'مراكش آسفي', 'Marrakesh-Safi'],
    ['Marrakech Daoudiate', 'مراكش الداوديات', 'Marrakesh Daoudiate'],
  ),
  region('DRAA', 8, ['Drâa-Tafilalet', 'درعة تافيلالت'], ['Errachidia', 'الرشيدية']),
  region('SOUSS', 10, ['Souss-Massa', 'سوس ماسة'], ['Agadir', 'أكادير']),
  region('GUELMIM', 4, ['Guelmim-Oued Noun', 'كلميم واد نون'], ['Guelmim', 'كلميم']),
  region('LAAYOUNE', 3, ['Laâyoune-Sakia El Hamra', 'العيون الساقية الحمراء'], ['Laâyoune', 'العيون']),
  region('DAKHLA', 1, ['Dakhla-Oued Ed-Dahab', 'الداخلة وادي الذهب'], ['Dakhla', 'الداخلة']),
]

const branchOf = ({ code, branch }: Region): Entity => ({
  code: `BRANCH_${code}`,
  kind: 'branch',
  names: { fr: `Agence ${branch.fr}`, ar: `وكالة ${branch.ar}`, en: `${branch.en} branch` },
})

/** Their numbers run through the country, as they stand painted on the vans. */
const mobileUnits: readonly Entity[] = regions
  .flatMap(({ names, mobile }) => Array.from({ length: mobile }, () => names))
  .map(({ fr, ar, en }, index) => {
    const number = String(index + 1)
    return {
      code: `MOBILE_${number.padStart(2, '0')}`,
      kind: 'mobile',
      names: {
        fr: `Unité mobile ${number}, ${fr}`,
        ar: `الوحدة المتنقلة ${number}، ${ar}`,
        en: `Mobile unit ${number}, ${en}`,
      },
    }
  })

export const microfinancePlaces: readonly Entity[] = [
  { code: 'HEAD_OFFICE', kind: 'office', names: { fr: 'Siège', ar: 'المقر المركزي', en: 'Head office' } },
  ...regions.map(branchOf),
  ...mobileUnits,
]
