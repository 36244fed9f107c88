import { readFileSync, readdirSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import type { SourceUse } from '../evidence.ts'
import type { OldNames } from '../old-names.ts'
import { sqlUses } from '../sql-uses.ts'
import { delegateName } from './argument-path.ts'
import { clientTypes } from './client-types.ts'
import type { Source } from './open-sources.ts'
import { scanFile } from './scan-file.ts'

/** Every use in a program's own files; what `prisma generate` wrote is left out. */
export function scanSource({ program }: Source, names: OldNames): readonly SourceUse[] {
  const words = wordsOf(names)
  if (words.length === 0) return []
  const types = clientTypes(names.shapes)
  const context = { names, types, checker: program.getTypeChecker() }
  return program
    .getSourceFiles()
    .filter((file) => !file.isDeclarationFile && !/[/\\]node_modules[/\\]/.test(file.fileName) && !types.isClientFile(file))
    .filter(({ text }) => words.some((word) => text.includes(word)))
    .flatMap((file) => scanFile(file, context))
}

/** A file without one of these need not be looked at. */
function wordsOf({ fields, models, columns, tables }: OldNames): readonly string[] {
  return [
    ...fields.map(({ field }) => field),
    ...models.map(({ model }) => delegateName(model)),
    ...columns.map(({ column }) => column),
    ...tables.map(({ name }) => name),
  ]
}

/** The files of TypedSQL. https://www.prisma.io/docs/orm/prisma-client/using-raw-sql/typedsql */
export function scanTypedSql(directory: string, names: OldNames): readonly SourceUse[] {
  if (!existsSync(directory)) return []
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
    .flatMap((name) => {
      const file = join(directory, name)
      const sql = readFileSync(file, 'utf8')
      return sqlUses(sql, names).map((use): SourceUse => {
        const lines = sql.split('\n')
        const at = lines.findIndex((line) => line.includes(use.column ?? use.table.name))
        const text = lines[at] ?? ''
        const column = text.indexOf(use.column ?? use.table.name) + 1
        const { access, confidence } = use
        return {
          file,
          line: at + 1,
          column,
          text: text.trim(),
          model: use.table.name,
          field: use.column,
          access,
          place: 'TypedSQL',
          confidence,
        }
      })
    })
}
