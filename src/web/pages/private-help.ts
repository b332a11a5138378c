// Where somebody in danger finds help at once, and where whoever leaves in a hurry is led.

/**
 * Telephone numbers of Morocco, the same on every page of this door.
 * Each installation checks them, and calls them, before it opens the door.
 */
export const helplines = [
  { code: 'police', number: '19' },
  { code: 'gendarmerie', number: '177' },
  // Union nationale des femmes du Maroc: listens and guides, day and night.
  { code: 'women', number: '8350' },
] as const

/** A page that anybody may have open. Nothing is asked of it until somebody leaves. */
export const EXIT = 'https://www.google.com/'
