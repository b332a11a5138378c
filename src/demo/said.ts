// Words of the demonstration in the two languages its people write.

export type Tongue = 'fr' | 'ar'
export type Said = Record<Tongue, string>

/** Fills the {names} of a text; one that nobody fills is a fault of the text. */
export function fill(text: string, words: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const word = words[name]
    if (word === undefined) throw new Error(`a text of the demonstration asks for {${name}}`)
    return word
  })
}
