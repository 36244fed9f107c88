import { describe, expect, it } from 'vitest'

import { withDatabase } from '../../src/postgres/connect.ts'
import { installState, isStateInstalled, refuseNewerState } from '../../src/postgres/install.ts'
import { query, withTestDatabase } from '../helpers/database.ts'
import { rejection } from '../run/run-helper.ts'

const install = (url: string, version = '0.1.0') => withDatabase(url, (database) => installState(database, version))

describe('installState', () => {
  it('installs once, whoever else does so at the same time', () =>
    withTestDatabase(async (url) => {
      await Promise.all(Array.from({ length: 6 }, () => install(url)))
      expect(await query(url, 'SELECT migration, stager FROM stager.installations ORDER BY 1')).toEqual([
        { migration: '001_bookkeeping', stager: '0.1.0' },
        { migration: '002_replaced_rows', stager: '0.1.0' },
        { migration: '003_controls', stager: '0.1.0' },
        { migration: '004_ranges', stager: '0.1.0' },
        { migration: '005_quarantine', stager: '0.1.0' },
        { migration: '006_evidence', stager: '0.1.0' },
        { migration: '007_halves', stager: '0.1.0' },
      ])
      await install(url, '0.2.0')
      expect(await query(url, 'SELECT DISTINCT stager FROM stager.installations')).toEqual([{ stager: '0.1.0' }])
      expect(await withDatabase(url, (database) => database.withSession(isStateInstalled))).toBe(true)
    }))

  it('refuses a database that a newer stager has written to', () =>
    withTestDatabase(async (url) => {
      await install(url)
      await query(url, `INSERT INTO stager.installations VALUES ('999_future', '9.0.0')`)
      const error = await rejection(install(url))
      expect(error).toMatchObject({ code: 'state-newer', exitCode: 4, hint: 'npm install --save-dev stager@9.0.0' })
      expect(error.message).toContain('stager 9.0.0')
    }))

  it('tells which GRANT is missing', () =>
    withTestDatabase(async (url) => {
      const role = `limited_${Date.now()}`
      await query(url, `CREATE ROLE "${role}" LOGIN PASSWORD 'pw'`)
      const limited = new URL(url)
      limited.username = role
      limited.password = 'pw'
      const error = await rejection(install(limited.href))
      const database = limited.pathname.slice(1)
      expect(error).toMatchObject({
        code: 'state-permission',
        exitCode: 3,
        hint: `As an administrator, run: GRANT CREATE ON DATABASE "${database}" TO "${role}";`,
      })
      await query(url, `GRANT CREATE ON DATABASE "${database}" TO "${role}"`)
      await install(limited.href)
      await query(url, `DROP OWNED BY "${role}"; DROP ROLE "${role}"`)
    }))

  it('needs no right to create schemas where an administrator made its own', () =>
    withTestDatabase(async (url) => {
      const role = `modest_${Date.now()}`
      await query(url, `CREATE ROLE "${role}" LOGIN PASSWORD 'pw'; CREATE SCHEMA stager AUTHORIZATION "${role}"`)
      const limited = new URL(url)
      limited.username = role
      limited.password = 'pw'
      await install(limited.href)
      expect(await withDatabase(limited.href, (database) => database.withSession(isStateInstalled))).toBe(true)
      await query(url, `DROP OWNED BY "${role}"; DROP ROLE "${role}"`)
    }))

  it('tells whose schema it is that the role may not use, with a GRANT that helps', () =>
    withTestDatabase(async (url) => {
      const role = `stranger_${Date.now()}`
      const database = new URL(url).pathname.slice(1)
      await install(url)
      await query(url, `CREATE ROLE "${role}" LOGIN PASSWORD 'pw'; GRANT CREATE ON DATABASE "${database}" TO "${role}"`)
      const limited = new URL(url)
      limited.username = role
      limited.password = 'pw'
      const error = await rejection(install(limited.href))
      expect(error).toMatchObject({
        code: 'state-permission',
        exitCode: 3,
        message: expect.stringContaining('which belongs to "postgres"'),
      })
      const read = (): Promise<void> =>
        withDatabase(limited.href, (opened) => opened.withSession((session) => refuseNewerState(session, '0.1.0')))
      expect(await rejection(read())).toMatchObject({ code: 'state-permission', hint: error.hint })
      const [, grant = ''] = /: (GRANT .+)$/.exec(error.hint ?? '') ?? []
      await query(url, grant)
      await install(limited.href)
      await read()
      await query(url, `DROP OWNED BY "${role}"; DROP ROLE "${role}"`)
    }))
})
