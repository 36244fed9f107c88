import { extensionExists } from '../sql/checks.ts'
import { unlocked } from '../sql/ddl.ts'
import { ident } from '../sql/ident.ts'
import type { Operation } from './operation.ts'
import { staged } from './staged.ts'

/** Row 1 of the catalogue. Undo leaves it: other schemas of the database may have come to need it. */
export const createExtension: Operation<'createExtension'> = {
  kind: 'createExtension',
  describe: ({ name }) => `new extension ${name}`,
  apply: ({ name }, schema) => ({ ...schema, extensions: [...schema.extensions, name] }),
  applyExpand: ({ name }, schema) => ({ ...schema, extensions: [...schema.extensions, name] }),
  plan: ({ name }) =>
    staged({
      expand: [
        {
          slot: 'namespace',
          table: null,
          key: `createExtension.${name}`,
          label: `create extension ${name}`,
          safety: 'additive',
          execute: [unlocked(`CREATE EXTENSION IF NOT EXISTS ${ident(name)}`)],
          precheck: [],
          postcheck: [extensionExists(name)],
        },
      ],
      notes: [`Undo leaves the extension ${name} in place.`],
    }),
}
