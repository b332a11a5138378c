// The words a case lends to its texts, in both languages: its term, its amounts, its children, its places.
import { formats } from '../i18n/format.ts'
import { addDays } from '../platform/clock.ts'
import { type Draw, drawFrom } from './draw.ts'
import { boys, girls, residences, schools } from './names.ts'
import type { Entry } from './registry.ts'
import type { Said, Tongue } from './said.ts'

export type Words = Readonly<Record<string, string>>

const counts: Record<number, Said> = {
  2: { fr: 'deux enfants', ar: 'طفلين' },
  3: { fr: 'trois enfants', ar: 'ثلاثة أطفال' },
  4: { fr: 'quatre enfants', ar: 'أربعة أطفال' },
}
const kids: Record<number, Said> = {
  2: { fr: 'mes deux enfants', ar: 'أبنائي' },
  3: { fr: 'mes trois enfants', ar: 'أبنائي الثلاثة' },
  4: { fr: 'mes quatre enfants', ar: 'أبنائي الأربعة' },
}
const terms: readonly Said[] = [
  { fr: 'première tranche', ar: 'الشطر الأول' },
  { fr: 'deuxième tranche', ar: 'الشطر الثاني' },
  { fr: 'troisième tranche', ar: 'الشطر الثالث' },
]

const agencies: Record<Entry['payment'], Said> = {
  postal: { fr: 'l’agence postale', ar: 'وكالة البريد' },
  bank: { fr: 'l’agence bancaire', ar: 'الوكالة البنكية' },
  cash: { fr: 'l’agence de paiement', ar: 'وكالة الأداء' },
}

/** The words of a case about a beneficiary that was received on a civil day. */
export function wordsOf(entry: Entry, receivedOn: string): Record<Tongue, Words> {
  return { fr: wordsIn('fr', entry, receivedOn), ar: wordsIn('ar', entry, receivedOn) }
}

function wordsIn(tongue: Tongue, entry: Entry, receivedOn: string): Words {
  const draw = drawFrom(`words ${entry.id}`)
  const f = formats(tongue)
  const children = childrenOf(draw, entry.children).map((name) => name[tongue])
  const rest = entry.programme === 'DAAM' ? 350 : Math.round(entry.amount / entry.children / 10) * 10
  const since = addDays(receivedOn, -draw.between(50, 150))
  const commune = entry.place.commune[tongue]
  const month = formats(tongue)
    .dayPlain(`${addDays(receivedOn, -20).slice(0, 7)}-15`)
    .replace(/^15 /, '')
  return {
    ...termOf(tongue, receivedOn),
    child: children[0] ?? '',
    ofChild: tongue === 'fr' ? of(children[0] ?? '') : (children[0] ?? ''),
    children: f.list(children),
    count: counts[entry.children]?.[tongue] ?? '',
    kids: kids[entry.children]?.[tongue] ?? '',
    theKids: tongue === 'fr' ? `les ${counts[entry.children]?.fr}` : (counts[entry.children]?.ar ?? ''),
    n: f.number(entry.children),
    amount: f.number(entry.amount),
    rest: f.number(rest),
    part: f.number(entry.amount - rest),
    arrears: f.number(entry.amount * 2),
    month,
    ofMonth: tongue === 'fr' ? of(month) : month,
    since: f.dayPlain(since),
    commune,
    ofCommune: tongue === 'fr' ? of(commune) : commune,
    agency: `${agencies[entry.payment][tongue]}${tongue === 'fr' ? ` ${of(commune)}` : ` ب${commune}`}`,
    school: draw.pick(schools)[tongue],
    person: entry.name[tongue],
    ...placesIn(tongue, entry),
  }
}

/** Where somebody lives or is looked after, and what they borrowed. */
function placesIn(tongue: Tongue, entry: Entry): Words {
  const draw = drawFrom(`places ${entry.id}`)
  const commune = entry.place.commune[tongue]
  const [flat, block] = [draw.between(1, 24), draw.pick(['A', 'B', 'C', 'D'])]
  const french = tongue === 'fr'
  return {
    project: draw.pick(residences)[tongue],
    flat: french ? `appartement ${flat}, immeuble ${block}` : `الشقة ${flat} العمارة ${block}`,
    hospital: french ? `l’hôpital ${of(commune)}` : `مستشفى ${commune}`,
    centre: french ? `le centre de santé ${of(commune)}` : `المركز الصحي ${commune}`,
    loan: formats(tongue).number(entry.amount * 10),
  }
}

/** The first one is a boy: texts may say « il ». */
function childrenOf(draw: Draw, count: number): Said[] {
  const names = [draw.pick(boys)]
  while (names.length < count) {
    const name = draw.pick([...girls, ...boys])
    if (!names.includes(name)) names.push(name)
  }
  return names
}

/** The school year and the term that was paid last before a day. */
function termOf(tongue: Tongue, day: string): { year: string; term: string } {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const begins = month >= 9 ? year : year - 1
  const which = month >= 10 ? 0 : month <= 3 ? 1 : 2
  const span = `${begins}-${begins + 1}`
  // In September the year that ended is still the one that was paid.
  const paid = month === 9 ? `${begins - 1}-${begins}` : span
  return { year: span, term: `${terms[which]?.[tongue]} ${paid}` }
}

const of = (word: string): string => (/^[aeiouhâàéèêîôœ]/i.test(word) ? `d’${word}` : `de ${word}`)
