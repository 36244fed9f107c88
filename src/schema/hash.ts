import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import type { Schema } from './model.ts'

/** Lower-case hex SHA-256 of a schema's model. */
export const schemaHash = (schema: Schema): string => createHash('sha256').update(canonicalJson(schema)).digest('hex')
