// What somebody typed, as it is stored everywhere.

/** A text whose lines end one way, without the character that no database takes; '' for anything else. */
export const typedText = (value: unknown): string =>
  typeof value === 'string' ? value.replaceAll('\r\n', '\n').replaceAll('\0', '') : ''

/** The texts among what was posted, each as it is stored. */
export function typedTexts(posted: Record<string, unknown>): Record<string, string> {
  const texts = Object.entries(posted).filter(([, value]) => typeof value === 'string')
  return Object.fromEntries(texts.map(([name, value]) => [name, typedText(value)]))
}
