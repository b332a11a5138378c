// How far an import is: on a terminal one line that counts, in a log a line every ten thousand.
import type { WriteStream } from 'node:tty'
import { type Language, translator } from '../i18n/i18n.ts'
import type { Totals } from './import.ts'

export type Progress = {
  count(totals: Totals): void
  /** Makes room for another text on the terminal. */
  clear(): void
}

const LOGGED = 10_000
const CLEAR_LINE = '\r\u001B[K'

export function createProgress(out: Pick<WriteStream, 'isTTY' | 'write'>, language: Language): Progress {
  const t = translator(language)
  let told = 0
  return {
    count: ({ taken, known, refused }) => {
      const read = taken + known + refused
      const text = t('register.import.progress', { read })
      if (out.isTTY) out.write(`${CLEAR_LINE}${text}`)
      else if (read - told >= LOGGED) out.write(`${text}\n`)
      if (read - told >= LOGGED) told = read
    },
    clear: () => {
      if (out.isTTY) out.write(CLEAR_LINE)
    },
  }
}
