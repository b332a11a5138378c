// Where the files of cases lie within DATA_DIR, so that whoever writes them and whoever removes them mean the same.

/** The folder of letters that no mail server and no gateway carried. */
const OUTGOING = 'outgoing'

/** A document by its hash. */
export const documentFile = (sha256: string): string => `documents/${sha256.slice(0, 2)}/${sha256}`

/** The key of a message as a name that every file system and mail server takes. */
export const letterName = (id: string): string => id.replaceAll(':', '.')

/** Every file a message may have left as: a mail, a text message. */
export const letterFiles = (id: string): string[] =>
  ['eml', 'txt'].map((kind) => `${OUTGOING}/${letterName(id)}.${kind}`)
