import type { Column, Table } from '../schema/model.ts'
import { invalid, type Transform } from './load-transform.ts'

/** The columns that a transform reads, in the database's names; refuses a field that the model does not have. */
export function readColumns(transform: Pick<Transform, 'read'>, table: Table, path: string): readonly string[] {
  const model = table.model ?? table.name
  return transform.read.map((field) => {
    const column = table.columns.find((candidate) => candidate.field === field)
    if (column === undefined) {
      throw invalid(path, `reads ${model}.${field}, which is no column of ${model}; it has ${namesOf(table.columns)}`)
    }
    return column.name
  })
}

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

function namesOf(columns: readonly Column[]): string {
  return columns.map(({ field }) => field).join(', ')
}
