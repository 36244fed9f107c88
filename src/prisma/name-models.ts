import type { Column, Table, TableName } from '../schema/model.ts'
import { blockAttributes, blocksOf, fieldsOf, type Block, type Document, type FieldMember } from './document.ts'
import { argumentOf, parseArguments } from './relation.ts'

/** Prisma writes names in this schema unqualified: it is the connection's default. */
const defaultSchema = 'public'

const key = (schema: string | null, name: string): string => JSON.stringify([schema, name])

/** The string in `@map("name")`, `@@map(name: "name")` or `@@schema("name")`. */
function quotedArgument(text: string | null | undefined): string | undefined {
  const all = parseArguments(text ?? '')
  const value = argumentOf(all, 'name') ?? all[0]?.value
  return value?.startsWith('"') === true ? (JSON.parse(value) as string) : undefined
}

const blockArgument = (block: Block, name: string): string | undefined =>
  quotedArgument(blockAttributes(block).find((attribute) => attribute.name === name)?.arguments)

/** The column of a field. */
export const columnOf = (field: FieldMember): string =>
  quotedArgument(field.attributes.find(({ name }) => name === '@map')?.arguments) ?? field.name

/** The table of a model, the type of an enum. */
export function nameInDatabase(block: Block): TableName {
  const schema = blockArgument(block, '@@schema') ?? defaultSchema
  return { schema: schema === defaultSchema ? null : schema, name: blockArgument(block, '@@map') ?? block.name }
}

function tableKey(block: Block): string {
  const { schema, name } = nameInDatabase(block)
  return key(schema, name)
}

const clientFunction = /^\s*(?:cuid|uuid|nanoid|ulid)\s*\(/

function clientDefault(field: FieldMember): string | null {
  if (field.attributes.some(({ name }) => name === '@updatedAt')) return 'updatedAt'
  const all = parseArguments(field.attributes.find(({ name }) => name === '@default')?.arguments ?? '')
  const value = argumentOf(all, 'value') ?? all[0]?.value ?? ''
  return clientFunction.test(value) ? value : null
}

/** Adds what DDL lacks: the names of models and fields, and the defaults that the client computes. */
export function nameModels(document: Document, tables: readonly Table[]): readonly Table[] {
  const models = new Map(blocksOf(document).flatMap((block) => (block.keyword === 'model' ? [[tableKey(block), block] as const] : [])))
  return tables.map((table) => {
    const block = models.get(key(table.schema, table.name))
    if (block === undefined) return table
    const fields = new Map(fieldsOf(block).flatMap((field) => (isRelation(field) ? [] : [[columnOf(field), field] as const])))
    const named = (column: Column): Column => {
      const field = fields.get(column.name)
      return field === undefined ? column : { ...column, field: field.name, clientDefault: clientDefault(field) }
    }
    return { ...table, model: block.name, columns: table.columns.map(named) }
  })
}

/** A relation field may have the name of another field's column. */
const isRelation = (field: FieldMember): boolean => field.attributes.some(({ name }) => name === '@relation')
