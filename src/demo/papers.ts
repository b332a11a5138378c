// Small files that open: a one-page PDF with a few lines, and a picture of plain colour.
import { crc32, deflateSync } from 'node:zlib'
import type { Upload } from '../cases/documents.ts'

/** A PDF of one page; its lines are in Latin letters without accents, which every reader has. */
export function pdfOf(name: string, lines: readonly string[]): Upload {
  const text = lines.map((line) => `(${plain(line)}) Tj T*`).join(' ')
  const stream = `BT /F1 12 Tf 60 760 Td 20 TL ${text} ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let file = '%PDF-1.4\n'
  const places = objects.map((object, n) => {
    const place = file.length
    file += `${n + 1} 0 obj\n${object}\nendobj\n`
    return `${String(place).padStart(10, '0')} 00000 n \n`
  })
  const table = file.length
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`
  return { name, content: Buffer.from(file, 'latin1') }
}

const plain = (line: string): string =>
  line
    .normalize('NFD')
    .replace(/[’‘]/g, "'")
    .replace(/[^\x20-\x7e]/g, '')
    .replace(/[\\()]/g, '')

/** A PNG like the photograph of a paper: a sheet with grey lines on a dark table. */
export function photoOf(name: string, shade: number): Upload {
  const [width, height] = [240, 320]
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(width + 1)
    for (let x = 0; x < width; x++) row[x + 1] = greyAt(x, y, shade)
    return row
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits of grey.
  header.set([8, 0, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const chunks = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return { name, content: Buffer.concat([signature, ...chunks]) }
}

function greyAt(x: number, y: number, shade: number): number {
  const onSheet = x > 20 && x < 220 && y > 20 && y < 300
  if (!onSheet) return 70 + (shade % 40)
  const onLine = y > 60 && y % 18 < 3 && x > 40 && x < 120 + ((y * 7 + shade) % 80)
  return onLine ? 110 : 235
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(content.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
