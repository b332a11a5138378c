// Reports as PDF: what a sheet holds, and the typesetter that sets it, beside the thread that answers people.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

export type PdfTable = {
  title: string
  text: string
  /** Words begin where reading begins; numbers end where it ends. The first column is one of words. */
  columns: readonly { name: string; numbers: boolean }[]
  /** The cells are as many as the columns. */
  rows: readonly { cells: readonly string[]; total: boolean; inner: boolean }[]
  /** What stands in place of rows where there are none. */
  empty: string
}

/** Everything a sheet says, in its reader's language; nothing of it is read as markup. */
export type PdfDocument = {
  lang: string
  rtl: boolean
  /** Lying sheets, for tables of many columns. */
  wide: boolean
  title: string
  subtitle: string
  author: string
  /** Stands at the foot of each sheet, beside its number. */
  foot: string
  about: readonly { name: string; text: string }[]
  tables: readonly PdfTable[]
  definitions: { title: string; terms: readonly { name: string; text: string }[] }
}

/** The bytes of a PDF/UA-1 file: tagged, with its letters embedded; the same document gives the same bytes. */
export async function pdfOf(document: PdfDocument): Promise<Buffer> {
  const worker = new Worker(new URL('./typeset.ts', import.meta.url), { workerData: document })
  const [bytes] = await once(worker, 'message')
  if (!(bytes instanceof Uint8Array)) throw new TypeError('the typesetter answered with something else')
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
