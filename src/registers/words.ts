// What people write in a register for a channel, a language or a person's part, and the code it means.
import { channels, languages, relations } from '../../workflows/case-inputs.ts'
import { fold } from '../cases/folding.ts'
import type { Programme } from '../programmes/schema.ts'

export type Coded = 'entity' | 'channel' | 'category' | 'language' | 'relation'

/** Words, folded, and the code of each. */
export type Words = { codes: readonly string[]; byWord: ReadonlyMap<string, string> }

const ownWords: Record<string, readonly string[]> = {
  desk: ['guichet', 'accueil', 'physique', 'visite', 'شباك', 'استقبال'],
  web: ['site', 'site web', 'internet', 'en ligne', 'موقع', 'الموقع الإلكتروني'],
  app: ['application', 'application mobile', 'تطبيق'],
  mail: ['courrier', 'lettre', 'poste', 'بريد', 'رسالة'],
  phone: ['téléphone', 'tél', 'appel', 'centre d’appel', "centre d'appel", 'هاتف'],
  exchange: ['plateforme', 'chikaya', 'portail', 'شكاية'],
  email: ['e-mail', 'courriel', 'messagerie', 'بريد إلكتروني'],
  social: ['réseaux sociaux', 'facebook', 'شبكات اجتماعية'],
  register: ['registre', 'cahier', 'boîte à suggestions', 'سجل'],
  ombudsman: ['médiateur', 'médiateur du royaume', 'وسيط المملكة', 'الوسيط'],
  fr: ['français', 'french', 'الفرنسية'],
  ar: ['arabe', 'arabic', 'العربية'],
  en: ['anglais', 'english', 'الإنجليزية'],
  beneficiary: ['bénéficiaire', 'tuteur', 'tutrice', 'مستفيد', 'ولي'],
  representative: ['représentant', 'mandataire', 'وكيل', 'ممثل'],
  lawyer: ['avocat', 'avocate', 'محام', 'محامي'],
  organisation: ['organisme', 'association', 'organization', 'جمعية'],
  anonymous: ['anonyme', 'مجهول'],
}

/** The codes and words of a programme, by field. */
export function codeLists(programme: Programme): Record<Coded, Words> {
  return {
    entity: wordsOf(programme.entities.map(({ code, names }) => [code, Object.values(names)])),
    category: wordsOf(programme.categories.map(({ code, names }) => [code, Object.values(names)])),
    channel: wordsOf(own(channels.filter((code) => programme.channels.some((open) => open.code === code)))),
    language: wordsOf(own(languages)),
    relation: wordsOf(own(relations)),
  }
}

export const isCoded = (field: string): field is Coded =>
  ['entity', 'channel', 'category', 'language', 'relation'].includes(field)

/** The code of a word, or undefined. */
export const meaning = (words: Words, word: string): string | undefined => words.byWord.get(folded(word))

/** As words are compared: without accents, case or doubled spaces. */
export const folded = (word: string): string => fold(word.trim().replaceAll(/\s+/g, ' '))

function own(codes: readonly string[]): [string, readonly string[]][] {
  return codes.map((code) => [code, ownWords[code] ?? []])
}

function wordsOf(list: readonly [string, readonly string[]][]): Words {
  // A code is its own word, and wins over another code's name.
  const named = list.flatMap(([code, words]) => words.map((word) => [folded(word), code] as const))
  const codes = list.map(([code]) => code)
  return { codes, byWord: new Map([...named, ...codes.map((code) => [folded(code), code] as const)]) }
}
