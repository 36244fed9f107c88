import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ident, tableName } from '../../src/sql/ident.ts'
import {
  hasTransactionControl,
  mustRunOutsideTransaction,
  parseExpression,
  parseStatements,
  qualifyColumns,
  splitStatements,
  statementTables,
} from '../../src/sql/parse.ts'

describe('splitStatements', () => {
  it('splits as PostgreSQL does: strings, bodies and comments stay whole', () => {
    expect(
      splitStatements(`-- one; still a comment
CREATE TABLE "é;" ("a" TEXT DEFAULT ';');
CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $body$ BEGIN RETURN 1; END $body$;;
/* two; */ DO $$ BEGIN PERFORM 1; END $$;
SELECT 'ü' -- the end`),
    ).toEqual([
      `CREATE TABLE "é;" ("a" TEXT DEFAULT ';')`,
      'CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $body$ BEGIN RETURN 1; END $body$',
      'DO $$ BEGIN PERFORM 1; END $$',
      `SELECT 'ü' -- the end`,
    ])
    expect(splitStatements('-- nothing\n')).toEqual([])
  })

  it('throws on what does not parse', () => {
    expect(() => splitStatements('SELEC 1')).toThrow('syntax error at or near "SELEC"')
  })

  it('knows where statements begin, in bytes', () => {
    expect(parseStatements("SELECT 'ü';SELECT 2").map(({ start, kind }) => [start, kind])).toEqual([
      [0, 'SelectStmt'],
      [12, 'SelectStmt'],
    ])
  })
})

describe('ident and tableName', () => {
  it('are read back by PostgreSQL as they were, whatever the name', () => {
    const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }).filter((one) => !one.includes('\0'))
    fc.assert(
      fc.property(name, name, (schema, table) => {
        expect(statementTables(`SELECT ${ident('a')} FROM ${tableName({ schema, name: table })}`)).toEqual([{ schema, name: table }])
      }),
      {
        examples: [
          ['"', '""'],
          ['a.b', 'c"d'],
          ["'", '😀'],
          ['$$', '--'],
          ['\\', '/*'],
        ],
      },
    )
  })
})

describe('statementTables', () => {
  const a = { schema: null, name: 'a' }
  const b = { schema: 's', name: 'B' }

  it.each([
    ['SELECT * FROM a JOIN s."B" USING (id)', [a, b]],
    ['INSERT INTO a SELECT * FROM s."B"', [a, b]],
    ['UPDATE a SET x = (SELECT max(y) FROM s."B")', [a, b]],
    ['DELETE FROM a USING s."B"', [a, b]],
    ['ALTER TABLE a ADD FOREIGN KEY (x) REFERENCES s."B" (id)', [a, b]],
    ['CREATE TABLE a (id int REFERENCES s."B")', [a, b]],
    ['CREATE TABLE a AS SELECT * FROM s."B"', [a, b]],
    ['CREATE VIEW a AS SELECT * FROM s."B"', [a, b]],
    ['CREATE INDEX i ON a (x)', [a]],
    ['CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION f()', [a]],
    ['CREATE POLICY p ON a', [a]],
    ['DROP TABLE a, s."B"', [a, b]],
    ['TRUNCATE a; LOCK s."B"', [a, b]],
    ['GRANT SELECT ON a TO somebody', [a]],
    ['COPY a FROM stdin', [a]],
    ["ALTER TYPE role ADD VALUE 'x'", []],
    ['SELECT 1', []],
    ['', []],
  ])('of %s', (sql, tables) => {
    expect(statementTables(sql)?.toSorted((left, right) => (left.name > right.name ? -1 : 1))).toEqual(tables)
  })

  it.each([
    'DO $$ BEGIN DELETE FROM a; END $$',
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    'CALL p()',
    'DROP INDEX i',
    'ALTER INDEX i RENAME TO j',
    'ALTER INDEX i SET (fillfactor = 10)',
    'DROP TYPE role',
    "COMMENT ON TABLE a IS 'x'",
    'not SQL',
  ])('cannot be known of %s', (sql) => {
    expect(statementTables(sql)).toBeNull()
  })
})

describe('mustRunOutsideTransaction', () => {
  it.each([
    'CREATE UNIQUE INDEX CONCURRENTLY i ON a (b)',
    'DROP INDEX CONCURRENTLY i',
    'REINDEX TABLE CONCURRENTLY a',
    'REINDEX DATABASE d',
    'ALTER TABLE a DETACH PARTITION b CONCURRENTLY',
    'VACUUM a',
    'CLUSTER',
    "ALTER TYPE role ADD VALUE IF NOT EXISTS 'x'",
    'CREATE DATABASE d',
    'DROP DATABASE d',
    "ALTER SYSTEM SET work_mem = '1MB'",
    "SELECT 1; CREATE TABLESPACE t LOCATION '/t'",
  ])('is true of %s', (sql) => {
    expect(mustRunOutsideTransaction(sql)).toBe(true)
  })

  it.each([
    'CREATE INDEX i ON a (b)',
    'REINDEX TABLE a',
    'ANALYZE a',
    "ALTER TYPE role RENAME VALUE 'x' TO 'y'",
    'CLUSTER a',
    'ALTER TABLE a DETACH PARTITION b',
    '',
  ])('is false of %s', (sql) => {
    expect(mustRunOutsideTransaction(sql)).toBe(false)
  })
})

describe('hasTransactionControl', () => {
  it('sees BEGIN, COMMIT, ROLLBACK and savepoints, not the words', () => {
    expect(['BEGIN; SELECT 1; COMMIT', 'START TRANSACTION', 'ROLLBACK', 'SAVEPOINT a'].map(hasTransactionControl)).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(["SELECT 'COMMIT'", 'DO $$ BEGIN COMMIT; END $$'].map(hasTransactionControl)).toEqual([false, false])
  })
})

describe('parseExpression', () => {
  it('finds columns with their places, subqueries and functions', () => {
    const sql = `größe || lower("T itle") || t . "b""c" || (SELECT max(x.y) FROM x WHERE x.id = id)`
    const { columns, hasSubquery, functions } = parseExpression(sql)
    expect(
      columns.map(({ name, qualifier, start, end, insideSubquery }) => [name, qualifier, sql.slice(start, end), insideSubquery]),
    ).toEqual([
      ['größe', null, 'größe', false],
      ['T itle', null, '"T itle"', false],
      ['b"c', 't', 't . "b""c"', false],
      ['y', 'x', 'x.y', true],
      ['id', 'x', 'x.id', true],
      ['id', null, 'id', true],
    ])
    expect(hasSubquery).toBe(true)
    expect(functions).toEqual(['lower', 'max'])
  })

  it('takes everything that is one expression', () => {
    for (const sql of [
      "'x'",
      'NULL',
      'a::text',
      'CASE WHEN a THEN 1 END',
      'a -- why',
      "ARRAY['a']",
      'EXTRACT(epoch FROM a)',
      '/* x */ a IS NULL',
      "E'\\'' || a",
    ])
      expect(() => parseExpression(sql)).not.toThrow()
    expect(parseExpression('count(*)')).toEqual({ columns: [], hasSubquery: false, functions: ['count'] })
    expect(parseExpression('EXISTS (SELECT 1)').hasSubquery).toBe(true)
  })

  it.each([
    ['lower(', 'syntax error at end of input'],
    ['', 'syntax error at end of input'],
    ['a b c', 'syntax error at or near "b"'],
    ['a; DROP TABLE a', 'syntax error at or near ";"'],
    ['a, b', 'there is more than one expression in it'],
    ['1) WHERE (true', 'there is more than one expression in it'],
    ['1) FROM x ORDER BY (1', 'there is more than one expression in it'],
    ['1); SELECT (2', 'there is more than one expression in it'],
    ['1) UNION SELECT (2', 'there is more than one expression in it'],
  ])('refuses %s', (sql, reason) => {
    expect(() => parseExpression(sql)).toThrow(
      expect.objectContaining({
        code: 'expression-invalid',
        exitCode: 2,
        message: `"${sql}" is not an SQL expression: ${reason}.`,
      }) as Error,
    )
  })
})

describe('qualifyColumns', () => {
  const columns = new Set(['title', 'größe', 'T'])

  it("puts a qualifier before the table's columns, and nothing else", () => {
    expect(qualifyColumns('lower(title) || größe || "T" || other || T', 'NEW', columns)).toBe(
      'lower(NEW.title) || NEW.größe || NEW."T" || other || T',
    )
    expect(qualifyColumns("'title' || title::text", 't', columns)).toBe("'title' || t.title::text")
    expect(qualifyColumns('x.title || title', 't', columns)).toBe('x.title || t.title')
    expect(qualifyColumns('now()', 't', columns)).toBe('now()')
  })

  it('leaves subqueries to their own tables, but for references by the name of the table', () => {
    expect(qualifyColumns('(SELECT title FROM other WHERE other.id = "Post".title) || title', 't', columns)).toBe(
      '(SELECT title FROM other WHERE other.id = "Post".title) || t.title',
    )
    expect(qualifyColumns('(SELECT title FROM other WHERE other.id = "Post" . "T")', 't', columns, 'Post')).toBe(
      '(SELECT title FROM other WHERE other.id = t."T")',
    )
  })
})
