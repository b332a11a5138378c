// The letters of the demonstration: the programme's templates with every blank filled, or the clerk's own words.
import { formats } from '../i18n/format.ts'
import { opening } from '../programmes/letters.ts'
import { deskCities } from './places.ts'
import { fill, type Tongue } from './said.ts'
import type { Scene } from './scene.ts'
import type { Words } from './scene-words.ts'

export type Answer = { template: string; language: Tongue; text: string }

const closing: Record<Tongue, string> = {
  fr: 'Nous vous prions d’agréer l’expression de notre considération.',
  ar: 'وتقبلوا خالص التقدير.',
}

/** What the case tells a letter: the data of the product's own templates. */
export type LetterData = { object: string; receivedOn: string; payDay: string; today: string }

/** The answer to a case, in its language. */
export function answerTo(scene: Scene, words: Words, data: LetterData): Answer {
  const { language, matter } = scene
  const f = formats(language)
  const all = { ...words, payDay: f.dayPlain(data.payDay) }
  const letter = draftOf(scene, all, f.dayPlain(data.today))
  const known: Record<string, string> = {
    // Whoever has no name, or is no person, is greeted without one.
    name: scene.relation === 'organisation' ? '' : scene.contact.name,
    reference: scene.reference,
    object: data.object,
    receivedOn: f.dayPlain(data.receivedOn),
  }
  const text = fill(letter, known)
    .replace('Madame, Monsieur ,', 'Madame, Monsieur,')
    .replace('Madame, Monsieur Maître', 'Maître')
    .replace('السيد(ة) الأستاذ', 'الأستاذ')
    .replace('السيد(ة) ،', 'حضرة السيد(ة)،')
  return { template: templateOf(matter), language, text }
}

function templateOf(matter: Scene['matter']): string {
  if (matter.kind === 'question') return 'INFORMATION'
  if (matter.kind === 'refused') return 'REFUSED'
  if (matter.kind === 'request') return ''
  return 'template' in matter.story.answer ? matter.story.answer.template : ''
}

function draftOf(scene: Scene, words: Words, today: string): string {
  const { matter, language, programme } = scene
  const own =
    matter.kind === 'request'
      ? matter.story.yes
      : matter.kind === 'founded' && 'letter' in matter.story.answer
        ? matter.story.answer.letter
        : undefined
  // The product's opening, the clerk's own words, the usual end.
  if (own) return [opening[language], fill(own[language], words), closing[language]].join('\n\n')
  const code = templateOf(matter)
  const template = programme.templates.find((one) => one.code === code)
  if (!template) throw new Error(`${programme.code} has no template ${code}`)
  const blanks = { ...usualBlanks(scene, words, code, today), ...ownBlanks(scene, words) }
  return fillBlanks(template.text[language], blanks)
}

function fillBlanks(text: string, blanks: Readonly<Record<string, string>>): string {
  return text.replace('corrigé(e)', 'corrigé').replaceAll(/\[([^\]\n]+)\]/g, (_whole, name: string) => {
    const blank = blanks[name]
    if (blank === undefined) throw new Error(`nothing fills [${name}]`)
    return blank
  })
}

/** The blanks that the matter itself fills. */
function ownBlanks({ matter, language }: Scene, words: Words): Record<string, string> {
  const said = (text: string) => fill(text, words)
  if (matter.kind === 'question')
    return { information: said(matter.story.reply.fr), المعلومات: said(matter.story.reply.ar) }
  if (matter.kind === 'refused') {
    const { motive, because } = matter.refusal
    return language === 'fr'
      ? { motif: said(motive.fr), explication: said(because.fr) }
      : { السبب: said(motive.ar), التوضيح: said(because.ar) }
  }
  if (matter.kind === 'request') return {}
  const { answer } = matter.story
  const blanks = 'blanks' in answer ? answer.blanks[language] : {}
  return Object.fromEntries(Object.entries(blanks).map(([name, text]) => [name, said(text)]))
}

function usualBlanks({ entity }: Scene, words: Words, code: string, today: string): Record<string, string> {
  const word = (name: string) => words[name] ?? ''
  const city = deskCities[entity] ?? { fr: 'Rabat', ar: 'الرباط' }
  const date = code === 'DATA_CORRECTED' ? today : word('payDay')
  return {
    montant: word('amount'),
    tranche: `la ${word('term')}`,
    période: `la mensualité ${word('ofMonth')}`,
    nombre: word('n'),
    date,
    agence: word('agency'),
    enfants: word('children'),
    année: word('year'),
    'date d’effet': word('since'),
    'date de suspension': word('since'),
    ville: city.fr,
    المبلغ: word('amount'),
    الشطر: word('term'),
    الفترة: `شهر ${word('month')}`,
    العدد: word('n'),
    التاريخ: date,
    الوكالة: word('agency'),
    الأبناء: word('children'),
    الأطفال: word('children'),
    السنة: word('year'),
    'تاريخ السريان': word('since'),
    'تاريخ التوقيف': word('since'),
    المدينة: city.ar,
  }
}
