import { sameTable } from '../schema/lookup.ts'
import type { Enum, Schema, TableName } from '../schema/model.ts'
import { cutName } from './ident.ts'

/**
 * A name for the type that takes an enum's place, or for the old type once it has: tables are types too, so that neither an enum nor a table of
 * the schemas before and after has it.
 */
export function successorType(schemas: readonly Schema[], { schema, name }: Enum, suffix: 'stager' | 'stager_old'): TableName {
  const taken = schemas.flatMap(({ tables, enums }) => [...tables, ...enums])
  for (let attempt = 1; ; attempt += 1) {
    const type = { schema, name: cutName(name, `_${suffix}${attempt === 1 ? '' : `_${String(attempt)}`}`) }
    if (!taken.some((one) => sameTable(one, type))) return type
  }
}
