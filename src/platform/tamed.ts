// What of a text a spreadsheet would run, and how it is kept from it: for every file that leaves as a table.

/** Spaces, and marks that nobody sees. */
const UNSEEN = '[\\s\\u00a0\\u00ad\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]*'

/** Signs that make a formula of a cell; Asian editions take the wide and the small ones for the same. */
const SIGNS = '[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20\\ufe66\\ufe62\\ufe63\\ufe6b]'

const FORMULA = new RegExp(`^${UNSEEN}${SIGNS}|^[\\t\\r\\n]`)

/** The same behind the end of a line: whoever reads line by line begins a new cell there. */
const LATER_LINE = new RegExp(`([\\r\\n]${UNSEEN})(?=${SIGNS})`, 'g')

/** The same behind what parts cells in the CSV of some language. */
const LATER_CELL = new RegExp(`([;,\\t|]${UNSEEN})(?=${SIGNS})`, 'g')

/** What no file of this kind can hold: controls, and what is no letter of anything. */
const UNHELD =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffd\p{Noncharacter_Code_Point}]/gu

/** A text that no spreadsheet runs: an apostrophe stands before what would be a formula. What no file can hold is left out. */
export function tamed(text: string): string {
  const clean = text.toWellFormed().replaceAll(UNHELD, '').replaceAll(LATER_LINE, "$1'")
  return FORMULA.test(clean) ? `'${clean}` : clean
}

/** The same for CSV, also when it is opened by a spreadsheet of another language, which parts its cells elsewhere. */
export const tamedInCsv = (text: string): string => tamed(text).replaceAll(LATER_CELL, "$1'")
