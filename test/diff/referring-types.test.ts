import { expect, it } from 'vitest'
import { mayRefer } from '../../src/diff/referring-types.ts'
import { withConnection } from '../helpers/connection.ts'
import { withTestDatabase } from '../helpers/database.ts'
import { diffText } from './diff-text.ts'

const types =
  `SMALLINT INTEGER BIGINT OID REAL MONEY BOOLEAN BYTEA UUID INET TEXT VARCHAR(60) CHAR(40) CITEXT BIT(8) VARBIT(8) JSONB "Role" "Kind"
  TEXT[] VARCHAR(60)[] UUID[] DECIMAL(20,6) TIMESTAMP(3) TIMESTAMPTZ(3) DATE TIME(3) TIMETZ(3)`
    .split(/\s+/)
    .concat('DOUBLE PRECISION')

it('PostgreSQL makes the foreign keys that stager takes for possible, and no others', { timeout: 60_000 }, () =>
  withTestDatabase((url) =>
    withConnection(url, async (client) => {
      await client.query(`CREATE EXTENSION citext; CREATE TYPE "Role" AS ENUM ('A'); CREATE TYPE "Kind" AS ENUM ('A')`)
      for (const to of types) {
        await client.query(`CREATE TABLE parent (v ${to} PRIMARY KEY)`)
        for (const from of types) {
          const isMade = await client.query(`CREATE TABLE child (v ${from} REFERENCES parent); DROP TABLE child`).then(
            () => true,
            () => false,
          )
          expect([from, to, mayRefer(from, to)]).toEqual([from, to, isMade])
        }
        await client.query('DROP TABLE parent')
      }
    }),
  ),
)

const schema = (id: string, author: string): string =>
  `model User {\n  id String @id ${id}\n  posts Post[]\n}\nmodel Post {\n  id Int @id\n  authorId String ${author}\n  author User @relation(fields: [authorId], references: [id])\n}`

it('a key whose type changes takes the fields along that refer to it', async () => {
  const before = schema('@db.Uuid', '@db.Uuid')
  expect((await diffText(before, schema('', '@db.Uuid'))).refusals).toMatchObject([
    {
      code: 'relation-types-differ',
      model: 'Post',
      field: 'authorId',
      message: 'Post.authorId is UUID and refers to User.id, which is TEXT: PostgreSQL makes no foreign key between these types.',
    },
  ])
  expect((await diffText(before, schema('', ''))).refusals).toEqual([])
  expect((await diffText(schema('', ''), schema('', '@db.VarChar(40)'))).refusals).toEqual([])
})
