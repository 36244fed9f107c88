import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'

import { chromium, type Browser } from 'playwright-core'

const unpacked = fileURLToPath(new URL('../../node_modules/.cache/stager-chromium', import.meta.url))

/**
 * Lends a Chromium: the one that STAGER_TEST_CHROMIUM names, else the machine's own, else the one that comes as an npm package (Linux on x64).
 * Rejects where there is none: a test without a browser would prove nothing.
 */
export async function withBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const { executablePath, libraries } = await findChromium()
  const env = libraries === null ? {} : { LD_LIBRARY_PATH: libraries }
  const browser = await chromium.launch({ executablePath, env: { ...process.env, ...env } })
  try {
    return await work(browser)
  } finally {
    await browser.close()
  }
}

interface Chromium {
  readonly executablePath: string
  /** A folder of shared libraries that it needs and the machine may lack. */
  readonly libraries: string | null
}

async function findChromium(): Promise<Chromium> {
  const named = process.env['STAGER_TEST_CHROMIUM'] ?? ''
  if (named !== '' && named !== 'package') return { executablePath: named, libraries: null }
  const own = named === 'package' ? undefined : onPath('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome')
  if (own !== undefined) return { executablePath: own, libraries: null }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('The tests of the dashboard need a Chromium: install one, or name it in STAGER_TEST_CHROMIUM.')
  if (!existsSync(unpacked)) await unpack()
  return { executablePath: join(unpacked, 'chromium'), libraries: join(unpacked, 'lib') }
}

function onPath(...names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
}

/** The package keeps its files compressed and unpacks them only as a cloud function needs it; here it is done once, beside the packages. */
async function unpack(): Promise<void> {
  const files = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../../bin')
  await mkdir(dirname(unpacked), { recursive: true })
  const draft = await mkdtemp(`${unpacked}-`)
  await writeFile(join(draft, 'chromium'), brotliDecompressSync(readFileSync(join(files, 'chromium.br'))), { mode: 0o755 })
  execFileSync('tar', ['-xf', '-', '-C', draft], { input: brotliDecompressSync(readFileSync(join(files, 'al2023.tar.br'))) })
  try {
    renameSync(draft, unpacked)
  } catch (error) {
    // Another test was faster.
    rmSync(draft, { recursive: true })
    if (!existsSync(unpacked)) throw error
  }
}
