import type { Answers } from '../../src/diff/question.ts'
import { diffSchemas, type SchemaDiff } from '../../src/diff/diff-schemas.ts'
import { parseFlag } from '../../src/diff/ask.ts'
import { mergeAnswers, noAnswers } from '../../src/diff/parse-answers.ts'
import { applyChanges } from '../../src/operations/registry.ts'
import { readSchema } from '../../src/prisma/load.ts'
import { schemaDifference } from '../../src/schema/difference.ts'
import type { Schema } from '../../src/schema/model.ts'

const header = `datasource db {
  provider = "postgresql"
}
`

/** The models of a schema, as Prisma's engine reads them. A text with a datasource of its own keeps it. */
export async function schemaOf(models: string): Promise<Schema> {
  const content = models.includes('datasource ') ? models : `${header}\n${models}\n`
  return (await readSchema([{ path: 'schema.prisma', content }])).schema
}

export const answersOf = (...flags: readonly string[]): Answers => flags.map(parseFlag).reduce(mergeAnswers, noAnswers)

/** The diff of two texts with answers as a shell would have them. A complete diff must fold to the target. */
export async function diffText(before: string, after: string, ...flags: readonly string[]): Promise<SchemaDiff> {
  const [from, to] = [await schemaOf(before), await schemaOf(after)]
  const diff = diffSchemas(from, to, answersOf(...flags))
  if (diff.questions.length === 0 && diff.refusals.length === 0) {
    const difference = schemaDifference(applyChanges(diff.changes, from), to)
    if (difference.length > 0) throw new Error(`The changes do not lead to the target: ${difference.join('; ')}`)
  }
  return diff
}

/** `addColumn User.slug`: a change in a few words. */
export function brief({ changes }: SchemaDiff): readonly string[] {
  return changes.map((change) => {
    switch (change.kind) {
      case 'createSchema':
      case 'createExtension':
        return `${change.kind} ${change.name}`
      case 'createEnum':
      case 'dropEnum':
        return `${change.kind} ${change.enum.name}`
      case 'changeEnum':
        return `${change.kind} ${change.from.name} to ${change.to.name}`
      case 'moveTable':
        return `${change.kind} ${change.from.name} to ${change.table.name}`
      case 'moveColumn':
        return `${change.kind} ${change.from.table.name}.${change.from.column.name} to ${change.table.name}.${change.column.name}`
      case 'changeType':
        return `${change.kind} ${change.table.name}.${change.to.name} from ${change.from.type} to ${change.to.type}`
      case 'rekeyJoinTable':
        return `${change.kind} ${change.table.name} from ${change.from.primaryKey?.columns.join(', ') ?? 'none'}`
      case 'changePrimaryKey':
        return `${change.kind} ${change.table.name} to ${change.to?.columns.join(', ') ?? 'none'}`
      case 'addSequence':
      case 'dropSequence':
        return `${change.kind} ${change.table.name}.${change.column.name}`
      case 'addEnumValue':
        return `${change.kind} ${change.enum.name}.${change.value} after ${change.after ?? 'nothing'}`
      case 'createTable':
      case 'dropTable':
        return `${change.kind} ${change.table.name}`
      case 'addColumn':
      case 'dropColumn':
      case 'setNotNull':
      case 'dropNotNull':
        return `${change.kind} ${change.table.name}.${change.column.name}`
      case 'setDefault':
      case 'dropDefault':
        return `${change.kind} ${change.table.name}.${change.column}`
      case 'widenColumn':
        return `${change.kind} ${change.table.name}.${change.column} ${change.from} ${change.to}`
      case 'renameColumn':
        return `${change.kind} ${change.table.name}.${change.from.name} ${change.to.name}`
      case 'createIndex':
      case 'dropIndex':
      case 'addUnique':
      case 'dropUnique':
        return `${change.kind} ${change.index.name}`
      case 'addForeignKey':
      case 'dropForeignKey':
        return `${change.kind} ${change.foreignKey.name}`
      case 'changeForeignKey':
        return `${change.kind} ${change.from.name} ${change.to.name}`
      case 'renameIndex':
      case 'renameConstraint':
        return `${change.kind} ${change.from} ${change.to}`
    }
  })
}
