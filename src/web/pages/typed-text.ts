// What somebody typed, as it is stored everywhere.

/** A text whose lines end one way, without the character that no database takes; '' for anything else. */
export const typedText = (value: unknown): string =>
  typeof value === 'string' ? value.replaceAll('\r\n', '\n').replaceAll('\0', '') : ''
