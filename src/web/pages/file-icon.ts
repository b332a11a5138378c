// The icon of a file by what it is.

/** A photograph, a recording, or a sheet of paper. */
export const fileIcon = (type: string): string =>
  type.startsWith('image/') ? 'photo' : type.startsWith('audio/') ? 'volume' : 'file-text'
