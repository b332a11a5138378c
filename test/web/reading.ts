// A page as somebody reads it: its words, its fields, its links, without what only the browser needs.

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&#34;': '"',
  '&#39;': "'",
  '&quot;': '"',
}
const plain = (text: string) =>
  text.replaceAll(/&(?:amp|lt|gt|quot|#34|#39);/g, (entity) => entities[entity] ?? '')

/** The words of a page: its text, and what only some readers are told (labels, alternatives, placeholders). */
export function wordsOf(html: string): string {
  const told = [...html.matchAll(/\s(?:aria-label|alt|placeholder|title)="([^"]*)"/g)].map(([, said]) => said)
  const shown = html.replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, ' ').replaceAll(/<[^>]*>/g, ' ')
  return plain([shown, ...told].join(' ')).replaceAll(/\s+/g, ' ')
}

const namespaces =
  'absence|account|appeal|audit|author|bulk|calendar|case|cause|clock|complaint|confidential|dashboard|deferral|door|effect|eligibility|error|export|feed|feedback|field|figures|frame|honour|incident|integrity|journal|letter|lifecycle|linked|message|news|ombudsman|plan|private|published|refusal|registration|register|release|report|search|sensitive|verification|word|work'
const textKey = new RegExp(`(?<![\\w@/-])(?:${namespaces})\\.[a-z0-9][\\w.]*`, 'gi')

/** Keys that stand where a text should: every one of them is a text nobody wrote. */
export const missingTexts = (html: string): string[] => [...new Set(wordsOf(html).match(textKey) ?? [])]

/** The ids of a page, in its order. */
export const idsOf = (html: string): string[] =>
  [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id ?? '')

/** What the summary of a refused form points to: the id and the words of each link. */
export function summaryOf(html: string): { id: string; text: string }[] {
  const summary = /data-focus="errors"[\s\S]*?<\/div><\/div>/.exec(html)?.[0] ?? ''
  return [...summary.matchAll(/<a href="#([^"]+)">([^<]*)<\/a>/g)].map(([, id = '', text = '']) => ({
    id,
    text: plain(text),
  }))
}

/** The message beside a field, by the field's id. */
export const errorBeside = (html: string, id: string): string | undefined =>
  wordsIn(new RegExp(`<span class="j-error" id="${id}-e">([\\s\\S]*?)</span>`).exec(html)?.[1])

/** What just happened, as the flash says it. */
export const flashOf = (html: string): string | undefined =>
  wordsIn(/<div id="flash">([\s\S]*?)<\/div>\s*(?:<\/div>|<)/.exec(html)?.[1])

const wordsIn = (html: string | undefined) => (html === undefined ? undefined : wordsOf(html).trim())

/** The value of a text field, a chosen radio button or a chosen option, by name; undefined when there is none. */
export function typedIn(html: string, name: string): string | undefined {
  const text = new RegExp(`<textarea[^>]*name="${name}"[^>]*>\\n?([\\s\\S]*?)</textarea>`).exec(html)?.[1]
  if (text !== undefined) return plain(text)
  const select = new RegExp(`<select[^>]*name="${name}"[^>]*>([\\s\\S]*?)</select>`).exec(html)?.[1]
  if (select !== undefined) return plain(/<option value="([^"]*)" selected>/.exec(select)?.[1] ?? '')
  const inputs = [...html.matchAll(/<input [^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => tag.includes(`name="${name}"`))
  const chosen = inputs.filter((tag) => !/type="(radio|checkbox)"/.test(tag) || / checked/.test(tag))
  const value = / value="([^"]*)"/.exec(chosen[0] ?? '')?.[1]
  return value === undefined ? undefined : plain(value)
}

/** The title of the page. */
export const headingOf = (html: string): string | undefined =>
  wordsIn(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1])
