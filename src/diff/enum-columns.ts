import { findColumn, findTable } from '../schema/lookup.ts'
import type { Column, Enum, Schema, Table } from '../schema/model.ts'
import { ident, literal, tableName } from '../sql/ident.ts'
import { successorType } from '../sql/successor-type.ts'
import type { ChangeOf, Conversion, SchemaChange } from './change.ts'
import type { Refusal } from './question.ts'

const typesOf = (type: Enum): readonly string[] => [tableName(type), `${tableName(type)}[]`]

const hasType = (type: Enum, column: Column | undefined): boolean => column !== undefined && typesOf(type).includes(column.type)

/** A column that stays has the type: rows may hold any of its values. */
export const isUsed = (before: Schema, after: Schema, type: Enum): boolean =>
  after.tables.some((table) => table.columns.some((column) => hasType(type, column))) &&
  before.tables.some((table) => table.columns.some((column) => hasType(type, column)))

/** Where the columns of an enum that loses values cannot follow. */
export const enumRefusals = (before: Schema, after: Schema, changes: readonly SchemaChange[]): readonly Refusal[] =>
  changes.flatMap((change) => (change.kind === 'changeEnum' ? [...inJoinTable(after, change), ...inFixedKey(before, change)] : []))

/** Prisma gives the join table of an implicit relation no fields, and so no place for a shadow column. */
function inJoinTable(after: Schema, { from, to }: ChangeOf<'changeEnum'>): readonly Refusal[] {
  const link = after.tables.find(({ model, columns }) => model === null && columns.some((column) => hasType(to, column)))
  if (link === undefined) return []
  return [
    {
      code: 'type-change-not-staged',
      model: from.name,
      field: null,
      message: `The enum ${from.name} loses values, and ${link.name}, the join table of an implicit relation, has a column of it, which this release does not stage.`,
      hint: 'Leave the values in the enum, or make the relation an explicit model first.',
    },
  ]
}

/** A row that others refer to by the value takes them along only by ON UPDATE CASCADE. */
function inFixedKey(before: Schema, { from, mapping }: ChangeOf<'changeEnum'>): readonly Refusal[] {
  const keys = before.tables.flatMap((table) =>
    table.foreignKeys.filter(
      ({ columns, onUpdate }) => onUpdate !== 'CASCADE' && columns.some((name) => hasType(from, findColumn(table, name))),
    ),
  )
  const [key] = keys
  if (key === undefined || mapping.length === 0) return []
  return [
    {
      code: 'enum-key-not-staged',
      model: from.name,
      field: null,
      message: `The enum ${from.name} loses values, and ${key.name} holds rows to the values that they refer to: it is ON UPDATE ${key.onUpdate}.`,
      hint: `Plan onUpdate: Cascade for that relation first, or answer --map-value ...:none and give the rows other values yourself.`,
    },
  ]
}

/**
 * The columns of an enum that loses values get its successor, each by a shadow column: old ones, those that are renamed, and new ones, since what a
 * release writes into these has the old type until contract. `moved` is the base schema with its tables where they will be.
 */
export function enumColumns(
  { before, after }: { readonly before: Schema; readonly after: Schema },
  moved: Schema,
  changes: readonly SchemaChange[],
): readonly ChangeOf<'changeType'>[] {
  return changes.flatMap((change) => {
    if (change.kind !== 'changeEnum') return []
    const successor = tableName(successorType([before, after], change.to, 'stager'))
    return after.tables.flatMap((table) =>
      table.columns.filter((column) => hasType(change.to, column)).map((column) => changeColumn(moved, table, column, change, successor)),
    )
  })
}

function changeColumn(before: Schema, table: Table, to: Column, change: ChangeOf<'changeEnum'>, successor: string): ChangeOf<'changeType'> {
  const old = findColumn(findTable(before, table), to.name)
  const from = old !== undefined && old.type === to.type ? old : to
  const list = to.type.endsWith('[]')
  return {
    kind: 'changeType',
    table: { schema: table.schema, name: table.name },
    from,
    to: { ...to, nullable: from.nullable, default: from.default },
    shadowType: list ? `${successor}[]` : successor,
    conversion: conversion(change, ident(to.name), successor, list),
  }
}

/** By their labels. A value that goes and that nobody has mapped becomes NULL, which verification finds: an error would reach whoever writes it. */
function conversion({ from, to, mapping }: ChangeOf<'changeEnum'>, column: string, successor: string, list: boolean): Conversion {
  const unmapped = from.values.filter((value) => !to.values.includes(value) && !mapping.some((one) => one.from === value))
  const oldType = tableName(from)
  const kept = new Set(to.values.filter((value) => from.values.includes(value)))
  const targets = mapping.map((one) => one.to)
  return {
    up: list ? listUp(column, mapping, unmapped, successor) : valueUp(column, mapping, unmapped, successor),
    // The old type has the new values too.
    down: list ? `${column}::text[]::${oldType}[]` : `${column}::text::${oldType}`,
    upCanFail: false,
    downCanFail: false,
    mayLose: false,
    mayCollide: targets.some((target, at) => kept.has(target) || targets.indexOf(target) !== at),
    given: false,
  }
}

type Mapping = ChangeOf<'changeEnum'>['mapping']

function valueUp(column: string, mapping: Mapping, unmapped: readonly string[], successor: string): string {
  const cases = [
    ...mapping.map((one) => `WHEN ${literal(one.from)} THEN ${literal(one.to)}`),
    ...unmapped.map((value) => `WHEN ${literal(value)} THEN NULL`),
  ]
  return cases.length === 0
    ? `${column}::text::${successor}`
    : `(CASE ${column}::text ${cases.join(' ')} ELSE ${column}::text END)::${successor}`
}

function listUp(column: string, mapping: Mapping, unmapped: readonly string[], successor: string): string {
  const replaced = mapping.reduce((list, one) => `array_replace(${list}, ${literal(one.from)}, ${literal(one.to)})`, `${column}::text[]`)
  const cast = `${replaced}::${successor}[]`
  if (unmapped.length === 0) return cast
  return `CASE WHEN NOT ${column}::text[] && ARRAY[${unmapped.map(literal).join(', ')}] THEN ${cast} END`
}
