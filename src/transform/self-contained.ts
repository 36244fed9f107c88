import { invalid } from './load-transform.ts'

/**
 * A plan keeps the text of its transforms, so that it runs the same next month. A file that imports its neighbours would not.
 */
export function checkSelfContained(text: string, path: string): void {
  const imported = relativeImport(text)
  if (imported === null) return
  throw invalid(
    path,
    `imports '${imported}', but a plan keeps a copy of it that must not change with the application; put that code into the file, or import it from a package`,
  )
}

/** The first thing that the text imports by path. Comments are not code. */
function relativeImport(text: string): string | null {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1')
  const match = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(['"`])((?:\.{1,2}(?:\/|\1)|\/|#|@\/|~\/)[^'"`]*|\.{1,2})\1/.exec(code)
  return match?.[2] ?? null
}
