// Letters as files, for an installation without a mail server or gateway: a demonstration shows what would leave.
import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Writes a letter; a second attempt replaces the first, and nobody ever reads half a file. */
export async function writeLetter(folder: string, name: string, content: string | Buffer): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = path.join(folder, name)
  await writeFile(`${file}.part`, content, { mode: 0o600 })
  await rename(`${file}.part`, file)
}
