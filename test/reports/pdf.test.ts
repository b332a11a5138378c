// Reports as PDF, read back by somebody else's reader: words, order, marks, and nothing taken for markup.
import { extractText, getDocumentProxy, getMeta } from 'unpdf'
import { describe, expect, test } from 'vitest'
import { type PdfDocument, pdfOf } from '../../src/reports/pdf.ts'

const report: PdfDocument = {
  ...{ lang: 'fr', rtl: false, wide: false, title: 'Rapport trimestriel', subtitle: 'Tayssir' },
  ...{ author: 'Amina', foot: 'Jawab' },
  about: [{ name: 'Fait par', text: '#panic("no") *Amina* $x$ \\ <a> @b' }],
  tables: [
    {
      ...{ title: 'Par canal', text: 'Nombre par canal.', empty: 'Rien à montrer.' },
      columns: [
        { name: 'Canal', numbers: false },
        { name: 'Reçues', numbers: true },
      ],
      rows: [{ cells: ['Guichet', '32 773'], total: true, inner: false }],
    },
    {
      ...{ title: 'Motifs', text: '', empty: 'Rien à montrer.', rows: [] },
      columns: [{ name: 'Motif', numbers: false }],
    },
  ],
  definitions: { title: 'Mots', terms: [{ name: 'Reçues', text: 'Ce qui est arrivé.' }] },
}

const arabic: PdfDocument = {
  ...report,
  ...{ lang: 'ar', rtl: true, title: 'التقرير الفصلي', subtitle: 'تيسير', about: [] },
  tables: [
    {
      ...{ title: 'القناة', text: 'العدد', empty: 'لا شيء' },
      columns: [
        { name: 'القناة', numbers: false },
        { name: 'الشكايات', numbers: true },
      ],
      rows: [{ cells: ['البوابة', '12,5 %'], total: false, inner: true }],
    },
  ],
}

const reading = async (bytes: Buffer) => {
  const pdf = await getDocumentProxy(new Uint8Array(bytes))
  const { text, totalPages } = await extractText(pdf, { mergePages: true })
  const content = await (await pdf.getPage(1)).getTextContent()
  const where = (word: string): number => {
    const item = content.items.find((one) => 'str' in one && one.str.includes(word))
    return item && 'transform' in item ? item.transform[4] : Number.NaN
  }
  return { pdf, text, totalPages, where, meta: await getMeta(pdf) }
}

describe('a report as PDF', () => {
  test('says everything, and takes nothing of it for markup', async () => {
    const { text, meta } = await reading(await pdfOf(report))
    for (const words of ['Rapport trimestriel', 'Tayssir', 'Par canal', 'Guichet', '32 773', 'Mots', 'Jawab'])
      expect(text).toContain(words)
    expect(text).toContain('#panic("no") *Amina* $x$ \\ <a> @b')
    expect(text.match(/Rien à montrer\./g)).toHaveLength(1)
    expect(meta.info).toMatchObject({ Title: 'Rapport trimestriel', Author: 'Amina', Language: 'fr' })
  })

  test('runs from right to left in Arabic', async () => {
    const { where, meta } = await reading(await pdfOf(arabic))
    const french = await reading(await pdfOf(report))
    expect(where('12,5')).toBeLessThan(150)
    expect(french.where('32 773')).toBeGreaterThan(450)
    expect(meta.info.Language).toBe('ar')
  })

  test('is tagged for screen readers, and the same for the same report', async () => {
    const bytes = await pdfOf(report)
    const { pdf } = await reading(bytes)
    expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true })
    expect(await pdfOf(report)).toEqual(bytes)
  })

  test('repeats the head of a table on every sheet, each with its number', async () => {
    const rows = Array.from({ length: 120 }, (_, n) => ({
      ...{ cells: [`Canal ${n}`, String(n)], total: false, inner: false },
    }))
    const [table] = report.tables
    if (!table) throw new Error('the report has no table')
    const definitions = { title: '', terms: [] }
    const long = { ...report, definitions, tables: [{ ...table, rows }] }
    const { text, totalPages } = await reading(await pdfOf(long))
    expect(totalPages).toBeGreaterThan(2)
    expect(text.match(/Canal Reçues/g)).toHaveLength(totalPages)
    expect(text).toContain(`${totalPages} / ${totalPages}`)
  })
})
