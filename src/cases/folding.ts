// Names as a search compares them: without accents, marks and spelling variants, in French and in Arabic.

const variants: [RegExp, string][] = [
  [/[\u064B-\u065F\u0670\u0640]/g, ''],
  [/[أإآٱ]/g, 'ا'],
  [/ى/g, 'ي'],
  [/ئ/g, 'ي'],
  [/ؤ/g, 'و'],
  [/ة/g, 'ه'],
]

/** Lower case, accents and Arabic marks gone, letter variants as one. */
export function fold(text: string): string {
  const latin = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
  return variants.reduce((folded, [pattern, by]) => folded.replace(pattern, by), latin.normalize('NFC'))
}

/** The words of a text worth searching, folded; Arabic words also without their article. */
export function words(text: string): string[] {
  const found = fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1)
  const bare = found.filter((word) => word.startsWith('ال') && word.length > 4).map((word) => word.slice(2))
  return [...new Set([...found, ...bare])]
}

/** An identity card number as it is compared: capitals and digits only. */
export const foldCnie = (cnie: string): string => cnie.toUpperCase().replace(/[^A-Z0-9]/g, '')

/** A telephone number as it is compared: national, digits only. */
export const foldPhone = (phone: string): string => phone.replace(/\D/g, '').replace(/^(00)?212/, '0')

/** Whether a folded number is one of an identity card. */
export const isCnie = (folded: string): boolean => /^[A-Z]{1,2}\d{3,7}$/.test(folded)

/** Whether a folded number is a whole Moroccan telephone number; half a number is nobody's. */
export const isPhone = (folded: string): boolean => /^0\d{9}$/.test(folded)
