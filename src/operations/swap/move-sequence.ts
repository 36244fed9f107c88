import type { TableName } from '../../schema/model.ts'
import { ident, literal, tableName } from '../../sql/ident.ts'
import { defaultSequence, sequenceOf } from '../../sql/sequence.ts'
import { alterTable } from '../../sql/ddl.ts'
import type { Statement } from '../../sql/statement.ts'

/**
 * `autoincrement()` goes on where it was: the sequence, whatever its name, counts in the new type and belongs to the new column. The sequence of an
 * identity column cannot change hands, so the new column gets one that goes on from it.
 * https://www.postgresql.org/docs/current/sql-altersequence.html
 */
export function moveSequence(table: TableName, from: string, to: string, type: string): Statement {
  const name = tableName(table)
  return {
    ...alterTable(table, ''),
    sql: [
      'DECLARE',
      '  stager_sequence text;',
      '  stager_identity "char";',
      '  stager_last bigint;',
      '  stager_called boolean;',
      'BEGIN',
      `  SELECT a.attidentity, coalesce(${sequenceOf(table, from)}, ${defaultSequence(table, from)})`,
      '  INTO stager_identity, stager_sequence FROM pg_catalog.pg_attribute a',
      `  WHERE a.attrelid = ${literal(name)}::regclass AND a.attname = ${literal(from)};`,
      "  IF stager_identity = '' THEN",
      `    EXECUTE format('ALTER SEQUENCE %s AS ${type.toLowerCase()} OWNED BY %s.%I', stager_sequence, ${literal(name)}, ${literal(to)});`,
      `    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT nextval(%L::regclass)', ${literal(name)}, ${literal(to)}, stager_sequence);`,
      `    ALTER TABLE ${name} ALTER COLUMN ${ident(from)} DROP DEFAULT;`,
      '  ELSE',
      "    EXECUTE format('SELECT last_value, is_called FROM %s', stager_sequence) INTO stager_last, stager_called;",
      `    ALTER TABLE ${name} ALTER COLUMN ${ident(from)} DROP IDENTITY;`,
      `    EXECUTE format('ALTER TABLE %s ALTER COLUMN %I ADD GENERATED %s AS IDENTITY (SEQUENCE NAME %s)', ${literal(name)}, ${literal(to)},`,
      "      CASE stager_identity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, stager_sequence);",
      `    PERFORM setval(pg_get_serial_sequence(${literal(name)}, ${literal(to)}), stager_last, stager_called);`,
      '  END IF;',
      'END',
    ].join('\n'),
  }
}
