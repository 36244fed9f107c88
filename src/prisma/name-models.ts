import type { Column, Enum, Table, TableName } from '../schema/model.ts'
import { blockAttributes, blocksOf, fieldsOf, type Block, type Document, type FieldMember, type ValueMember } from './document.ts'
import { afterBrackets, maskText } from './mask.ts'
import { argumentOf, parseArguments } from './relation.ts'
import { remembered } from './remembered.ts'

/** Prisma writes names in this schema unqualified: it is the connection's default. */
export const defaultSchema = 'public'

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
export const columnOf = remembered(
  (field: FieldMember): string => quotedArgument(field.attributes.find(({ name }) => name === '@map')?.arguments) ?? field.name,
)

/** The table of a model, the type of an enum. */
export const nameInDatabase = remembered((block: Block): TableName => {
  const schema = blockArgument(block, '@@schema') ?? defaultSchema
  return { schema: schema === defaultSchema ? null : schema, name: blockArgument(block, '@@map') ?? block.name }
})

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

/** The label of an enum's value. */
export function labelOf({ text, lead, name }: ValueMember): string {
  const body = text.slice(lead)
  const mask = maskText(body)
  const found = /@map\s*\(/.exec(mask)
  if (found === null) return name
  const open = found.index + found[0].length
  return quotedArgument(body.slice(open, afterBrackets(mask, open - 1) - 1)) ?? name
}

/** Adds what the schema file calls enums and their values. */
export function nameEnums(document: Document, enums: readonly Enum[]): readonly Enum[] {
  const blocks = new Map(blocksOf(document).flatMap((block) => (block.keyword === 'enum' ? [[tableKey(block), block] as const] : [])))
  return enums.map((type) => {
    const block = blocks.get(key(type.schema, type.name))
    if (block === undefined) return type
    const values = block.members.flatMap((member) => (member.kind === 'value' ? [[labelOf(member), member.name] as const] : []))
    return { ...type, code: { name: block.name, values: Object.fromEntries(values) } }
  })
}
