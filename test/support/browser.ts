// A real browser for the tests that look at pages: the Chromium that npm installed, nothing of the system.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'
import project from '../../package.json' with { type: 'json' }

// Made for servers that run one page each: kept apart from each other, our pages must be real ones.
const args = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', '--hide-scrollbars']

/** Opens a browser; launch one for a test file, give each test its own context, close it in the end. */
export async function launchBrowser(): Promise<Browser> {
  const folder = await unpackedChromium()
  return chromium.launch({
    executablePath: path.join(folder, 'chromium'),
    args,
    env: { ...process.env, FONTCONFIG_FILE: path.join(folder, 'fonts.conf') },
  })
}

/** The folder where Chromium lies unpacked; the first caller on a machine unpacks it. */
async function unpackedChromium(): Promise<string> {
  const folder = path.join(
    os.tmpdir(),
    `jawab-test-chromium-${project.devDependencies['@sparticuz/chromium']}`,
  )
  if (existsSync(folder)) return folder

  // Unpacked aside and then renamed, so that nobody ever starts half a browser.
  const aside = await mkdtemp(`${folder}-`)
  const unpack = `import('@sparticuz/chromium').then(({ default: chromium }) => chromium.executablePath())`
  await promisify(execFile)(process.execPath, ['-e', unpack], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: aside },
  })
  await writeFile(path.join(aside, 'fonts.conf'), fontsOf(folder))
  await rename(aside, folder).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    await rm(aside, { recursive: true })
  })
  return folder
}

/** The same fonts on every machine: the one that comes with Chromium; pages bring their own. */
const fontsOf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`
