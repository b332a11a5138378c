// A word of the vocabulary at the beginning of a line.

/** The same words with a capital; Arabic has none. */
export const capital = (words: string): string => words.charAt(0).toLocaleUpperCase() + words.slice(1)

/** The same words inside a sentence: without the capital of their beginning, but for the English I. */
export const inside = (words: string): string =>
  /^I\b/.test(words) ? words : words.charAt(0).toLocaleLowerCase() + words.slice(1)
