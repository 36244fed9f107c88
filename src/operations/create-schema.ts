import { schemaExists } from '../sql/checks.ts'
import { unlocked } from '../sql/ddl.ts'
import { ident } from '../sql/ident.ts'
import type { Operation } from './operation.ts'
import { staged } from './staged.ts'

/** Row 1 of the catalogue. */
export const createSchema: Operation<'createSchema'> = {
  kind: 'createSchema',
  describe: ({ name }) => `new schema ${name}`,
  apply: ({ name }, schema) => ({ ...schema, schemas: [...schema.schemas, name] }),
  applyExpand: ({ name }, schema) => ({ ...schema, schemas: [...schema.schemas, name] }),
  plan: ({ name }) =>
    staged({
      expand: [
        {
          slot: 'namespace',
          table: null,
          key: `createSchema.${name}`,
          label: `create schema ${name}`,
          safety: 'additive',
          execute: [unlocked(`CREATE SCHEMA IF NOT EXISTS ${ident(name)}`)],
          precheck: [],
          postcheck: [schemaExists(name, true)],
        },
      ],
      undo: [
        {
          slot: 'dropNamespace',
          table: null,
          key: `dropSchema.${name}`,
          label: `drop schema ${name} again`,
          safety: 'destructive',
          execute: [unlocked(`DROP SCHEMA IF EXISTS ${ident(name)}`)],
          precheck: [],
          postcheck: [schemaExists(name, false)],
        },
      ],
    }),
}
