import { createHash } from 'node:crypto'

import { toJson } from '../report/ndjson.ts'
import { readOneModule, readPageFile } from './page-files.ts'
import type { Snapshot } from './snapshot.ts'

/** Writes what was seen as one HTML file that asks nobody for anything. */
export type ExportPage = (snapshot: Snapshot) => string

/** Reads the page now: stager may be upgraded while the dashboard runs. */
export function prepareExport(): ExportPage {
  const style = readPageFile('style.css')
  const script = readOneModule()
  const policy = `default-src 'none'; style-src ${sourceHash(style)}; script-src ${sourceHash(script)}; img-src data:; base-uri 'none'; form-action 'none'`
  const icon = `data:image/svg+xml;base64,${Buffer.from(readPageFile('icon.svg')).toString('base64')}`
  const data = '<script type="application/json" id="snapshot">'
  const page = replaceOnce(readPageFile('index.html'), [
    ['<meta charset="utf-8" />', `<meta charset="utf-8" />\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`],
    ['href="icon.svg"', `href="${icon}"`],
    ['<link rel="stylesheet" href="style.css" />', `<style>${style}</style>`],
    ['<script type="module" src="main.js"></script>', `${data}</script>\n    <script type="module">${script}</script>`],
  ])
  return (snapshot) => replaceOnce(page, [[data, `${data}${inScript(toJson(snapshot))}`]])
}

/** https://www.w3.org/TR/CSP3/#grammardef-hash-source */
const sourceHash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/** JSON that no name in it can end: a table may be called `</script>`. */
const inScript = (json: string): string =>
  json
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')

/** By function, since a `$` in a replacement text would mean something. */
function replaceOnce(text: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((now, [from, to]) => {
    if (!now.includes(from)) throw new Error(`the page has no ${from}`)
    return now.replace(from, () => to)
  }, text)
}
