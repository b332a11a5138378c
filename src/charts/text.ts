// How wide words are and where their lines break: a layout needs the size of a box before any browser has seen it.

// Widths of the letters of IBM Plex Sans 600 and IBM Plex Sans Arabic, in thousandths of their size; Arabic as joined.
const widths: [number, string][] = [
  [240, '  '],
  [285, "'’ijlìíîïاأإآ"],
  [320, ',.:;!¡[]()·'],
  [345, 'fبتثنيىئلرز'],
  [395, 'trI-|{}'],
  [440, 'ª°/\\ء'],
  [515, '"?szcçLvyýÿةهوؤعغكفق'],
  [560, 'xkJgeaoèéêëàáâãäåòóôõö«»*_دذ'],
  [590, 'FTZhnuùúûü–م'],
  [660, 'YVPCÇXBRجحخ'],
  [720, 'AKDUGOQHNÀÂÄÙÛÜÔÖÑ&طظ'],
  [880, 'mwMæسشصض'],
  [960, 'W%@œŒÆ…'],
]
const widthBy = new Map(widths.flatMap(([width, letters]) => [...letters].map((letter) => [letter, width])))

/** What a letter at the end of an Arabic word adds with its tail. */
const TAIL = 380
const tailed = /[بتثنيىلفقسشصض](?=$|\P{L})/gu

/** About how wide a line is at a size in pixels; rather too wide than too narrow. */
export function widthOf(text: string, size: number): number {
  const letters = [...text.replaceAll(/\p{M}/gu, '')].reduce(
    (sum, letter) => sum + (widthBy.get(letter) ?? 610),
    0,
  )
  const tails = (text.match(tailed)?.length ?? 0) * TAIL
  return ((letters + tails) * size) / 1000
}

/** The words of a text on as few lines as fit into a width, and these about equally long. */
export function wrap(text: string, size: number, width: number): string[] {
  const lines = filled(text, size, width)
  if (lines.length < 2) return lines
  // The narrowest width that needs no line more.
  let best = lines
  for (let narrower = width - 8; narrower > width / 2; narrower -= 8) {
    const tighter = filled(text, size, narrower)
    if (tighter.length > lines.length) break
    best = tighter
  }
  return best
}

/** The width of the longest line. */
export const widest = (lines: readonly string[], size: number): number =>
  Math.max(0, ...lines.map((line) => widthOf(line, size)))

function filled(text: string, size: number, width: number): string[] {
  const lines: string[] = []
  // A space that must not break is part of its word.
  for (const word of text.split(/[ \n]+/)) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word
    if (lines.length > 0 && widthOf(longer, size) <= width) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}
