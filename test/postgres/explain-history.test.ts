import { describe, expect, it } from 'vitest'
import { withDatabase } from '../../src/postgres/connect.ts'
import { migrationHistory } from '../../src/postgres/migration-history.ts'
import { query, withTestDatabase } from '../helpers/database.ts'

const prepare = (url: string): Promise<void> =>
  withDatabase(url, (database) => database.withSession((session) => migrationHistory.prepare(session)))

describe("Prisma's table of migrations", () => {
  it('has no place where ?schema= names none: the error says what to type', () =>
    withTestDatabase(async (url) => {
      const other = new URL(url)
      other.searchParams.set('schema', 'Other one')
      await expect(prepare(other.href)).rejects.toMatchObject({
        code: 'default-schema-missing',
        exitCode: 3,
        message: 'None of the schemas that the connection looks in exists: "Other one".',
        hint: 'Create it (CREATE SCHEMA "Other one";), or correct ?schema= in the database URL.',
      })
      await query(url, 'CREATE SCHEMA "Other one"')
      await prepare(other.href)
    }))

  it('is not made by a role that may not: the error has the GRANT', () =>
    withTestDatabase(async (url) => {
      await query(
        url,
        `DO $$ BEGIN CREATE ROLE "may not" LOGIN PASSWORD 'x'; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
         REVOKE CREATE ON SCHEMA public FROM PUBLIC`,
      )
      const limited = new URL(url)
      Object.assign(limited, { username: 'may not', password: 'x' })
      const hint = `As the schema's owner, run: GRANT USAGE, CREATE ON SCHEMA "public" TO "may not";`
      await expect(prepare(limited.href)).rejects.toMatchObject({
        code: 'schema-permission',
        exitCode: 3,
        message: 'The role "may not" may not create tables in the schema "public".',
        hint,
      })
      await query(url, hint.replace(/^.*run: /, ''))
      await prepare(limited.href)
      await query(url, 'DROP OWNED BY "may not"')
    }))
})
