import { canonicalJson } from './canonical-json.ts'
import type { Schema } from './model.ts'

const byName = (left: { readonly name: string }, right: { readonly name: string }): number =>
  left.name < right.name ? -1 : left.name > right.name ? 1 : 0

/** What is left behind empty Prisma does not see. */
const isInhabited = ({ tables, enums }: Schema, name: string): boolean => [...tables, ...enums].some(({ schema }) => schema === name)

/** What the database knows of a schema: no order of columns, no names of Prisma's. One entry an object. */
function facts(schema: Schema): ReadonlyMap<string, string> {
  const all = new Map<string, string>()
  for (const name of schema.schemas) if (isInhabited(schema, name)) all.set(`schema ${name}`, '')
  for (const name of schema.extensions) all.set(`extension ${name}`, '')
  for (const item of schema.enums) all.set(`enum ${item.schema ?? ''}.${item.name}`, canonicalJson(item.values.toSorted()))
  for (const table of schema.tables) {
    const name = `${table.schema ?? ''}.${table.name}`
    all.set(`table ${name}`, canonicalJson(table.primaryKey))
    for (const { name: column, type, nullable, default: value } of table.columns)
      all.set(`column ${name}.${column}`, JSON.stringify({ default: value, nullable, type }))
    for (const index of table.indexes.toSorted(byName)) all.set(`index ${name}.${index.name}`, canonicalJson(index))
    for (const key of table.foreignKeys.toSorted(byName)) all.set(`foreign key ${name}.${key.name}`, canonicalJson(key))
  }
  return all
}

/** What differs between two schemas in the database's eyes, a line each; empty when nothing does. */
export function schemaDifference(left: Schema, right: Schema): readonly string[] {
  const [before, after] = [facts(left), facts(right)]
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted()
  return names
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => `${name}: ${before.get(name) ?? 'missing'} / ${after.get(name) ?? 'missing'}`)
}
