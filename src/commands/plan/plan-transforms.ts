import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'

import type { Fill, SchemaChange } from '../../diff/change.ts'
import { transformKey } from '../../plan/backfills.ts'
import type { Column, Schema, Table, TableName } from '../../schema/model.ts'
import { enumOfType } from '../../sql/enum-type.ts'
import { scaffoldTransform } from '../../transform/scaffold.ts'

/** The `read` list of a transform that may become part of a plan. */
export async function readListOf(file: string, cwd: string): Promise<readonly string[]> {
  // Only a plan with a transform loads what runs one.
  const { checkSelfContained } = await import('../../transform/self-contained.ts')
  const { loadTransform } = await import('../../transform/load-transform.ts')
  // First, since such an import may well fail to load. A file that is not there is told by loadTransform.
  const text = await readFile(resolve(cwd, file), 'utf8').catch(() => '')
  checkSelfContained(text, file)
  const { read } = await loadTransform(file, cwd)
  return read
}

interface Schemas {
  readonly before: Schema
  readonly after: Schema
}

/** The text of each transform of the changes: the user's file, or the frame of one. */
export async function transformTexts(
  changes: readonly SchemaChange[],
  schemas: Schemas,
  pathOf: (file: string) => string,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>()
  for (const { table, column, fill } of changes.flatMap(transformed)) {
    const owner = schemas.before.tables.find(({ schema, name }) => schema === table.schema && name === table.name)
    texts.set(
      transformKey(table, column.name),
      fill.file === null ? frame(owner, column, schemas) : await readFile(pathOf(fill.file), 'utf8'),
    )
  }
  return texts
}

interface Transformed {
  readonly table: TableName
  readonly column: Column
  readonly fill: Extract<Fill, { kind: 'typescript' }>
}

function transformed(change: SchemaChange): readonly Transformed[] {
  if (change.kind !== 'addColumn' && change.kind !== 'setNotNull' && change.kind !== 'renameColumn') return []
  const { table, fill } = change
  return fill?.kind === 'typescript' ? [{ table, column: change.kind === 'renameColumn' ? change.to : change.column, fill }] : []
}

/** The old row as the schema before describes it, the new field as the one after does. */
function frame(table: Table | undefined, column: Column, { before, after }: Schemas): string {
  if (table === undefined) return ''
  const valuesOf = (schemas: readonly Schema[], type: string): readonly string[] | null => {
    const found = schemas.map((schema) => enumOfType(schema, type)).find((one) => one !== undefined)
    return found === undefined ? null : found.values.map((label) => found.code?.values[label] ?? label)
  }
  return scaffoldTransform(table, [column], {
    read: (type) => valuesOf([before, after], type),
    write: (type) => valuesOf([after, before], type),
  })
}
