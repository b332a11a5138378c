// The grammar of an event log as IEEE 1849-2016 (XES) wants it: what a log declares, a trace, an event, an attribute.

/** A value of an attribute: text, a whole number, or a day and time with its offset. */
export type Attribute =
  | [key: string, value: string]
  | [key: string, value: number]
  | [key: string, value: Date]

/** What has to stand in every trace and every event, and what stands for it elsewhere. */
export type Declared = { trace: readonly Attribute[]; event: readonly Attribute[] }

const EXTENSIONS = [
  ['Concept', 'concept'],
  ['Lifecycle', 'lifecycle'],
  ['Time', 'time'],
  ['Organizational', 'org'],
] as const

/** The beginning of a log, down to its own attributes. The schema takes the version as a decimal. */
export function opening(declared: Declared, about: readonly Attribute[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<log xes.version="1849.2016" xes.features="">',
    ...EXTENSIONS.map(
      ([name, prefix]) =>
        `<extension name="${name}" prefix="${prefix}" uri="http://www.xes-standard.org/${prefix}.xesext"/>`,
    ),
    `<global scope="trace">${written(declared.trace)}</global>`,
    `<global scope="event">${written(declared.event)}</global>`,
    '<classifier name="Activity" scope="event" keys="concept:name"/>',
    '<classifier name="ActivityByRole" scope="event" keys="concept:name org:role"/>',
    written(about),
    '',
  ].join('\n')
}

/** A trace with its events. */
export const trace = (about: readonly Attribute[], events: readonly (readonly Attribute[])[]): string =>
  `<trace>${written(about)}\n${events.map((event) => `<event>${written(event)}</event>\n`).join('')}</trace>\n`

/** The end of a log. */
export const closing = '</log>\n'

const written = (attributes: readonly Attribute[]): string =>
  attributes
    .map(([key, value]) => {
      if (typeof value === 'number') return `<int key="${key}" value="${value}"/>`
      if (value instanceof Date) return `<date key="${key}" value="${value.toISOString()}"/>`
      return `<string key="${key}" value="${escaped(value)}"/>`
    })
    .join('')

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
}

/** What XML 1.0 cannot hold at all is left out. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll(/[&<>"\t\n\r]/g, (sign) => ENTITIES[sign] ?? '')
