import { schemaDifference } from '../../schema/difference.ts'
import type { Schema } from '../../schema/model.ts'
import type { Finding } from '../finding.ts'

export interface Coverage {
  /** The base with the edits of the change's plans. */
  readonly expected: Schema
  readonly actual: Schema
  /** The texts of the change's own migrations: what they name, they are taken to change. */
  readonly migrations: readonly string[]
  /** Of the schema, relative to the project's root. */
  readonly file: string
}

/** Tables and enums that the schema changes and nothing else of the change does. */
export function findUncovered({ expected, actual, migrations, file }: Coverage): readonly Finding[] {
  const text = migrations.join('\n')
  const changed = [...new Set(schemaDifference(expected, actual).map(objectOf))]
  const uncovered = changed.filter((name) => !new RegExp(String.raw`(?<![\w$])${escaped(name)}(?![\w$])`).test(text))
  if (uncovered.length === 0) return []
  return [
    {
      rule: 'schema-without-plan',
      level: 'error',
      file,
      line: 1,
      statement: null,
      message: `The schema changes ${uncovered.join(', ')}, and no plan or migration of this change does.`,
      instead: 'stager plan, and commit what it writes; or prisma migrate dev, where the change is safe as it is.',
      allowed: null,
    },
  ]
}

/** `User` of `column .User.name: ...`, `Role` of `enum .Role: ...`. */
function objectOf(line: string): string {
  const [, kind = '', rest = ''] = /^(schema|extension|enum|table|column|index|foreign key) ([^]*?): /.exec(line) ?? []
  if (kind === 'schema' || kind === 'extension') return rest
  const [, name = ''] = rest.split('.')
  return name
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
