import { join } from 'node:path'

import type { Finding } from '../../check/finding.ts'
import { planId, type PlanFact } from '../../check/plans/plan-fact.ts'
import { stalePlan, tablesThatDiffer } from '../../check/plans/plan-stale.ts'
import { findUncovered } from '../../check/plans/schema-coverage.ts'
import type { Project } from '../../config.ts'
import { StagerError } from '../../errors.ts'
import { planMigrations, type MigrationFile } from '../../plan/migrations-folder.ts'
import { planFile } from '../../plan/plan-folder.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Document } from '../../prisma/document.ts'
import { commitThatAdded, foldersAt } from '../../prisma/git-history.ts'
import { loadPrismaSchema, readDocument, readSchema, schemaFilesIn, type LoadedSchema } from '../../prisma/load.ts'
import { applyEdits } from '../../prisma/schema-edits.ts'
import type { SchemaEdit } from '../../schema/edit.ts'
import type { Base } from './base.ts'
import { shownPath } from './shown-path.ts'

export interface Change {
  readonly project: Project
  readonly base: Base
  readonly facts: readonly PlanFact[]
  readonly migrations: readonly MigrationFile[]
  /** The team's own that are new. */
  readonly fresh: readonly MigrationFile[]
}

/** What the schema and the plans of a change say about each other. */
export async function schemaFindings(change: Change): Promise<readonly Finding[]> {
  const { project, fresh } = change
  const current = await readSchema(schemaFilesIn(project.schemaPath))
  const stale = await stalePlans(change, current, await schemaAtFork(change))
  const expected = await expectedSchema(change)
  // Edits that do not fit the base are those of a stale plan; the schema cannot be judged before it is made again.
  if (expected === null) return stale
  const uncovered = findUncovered({
    expected: (await readDocument(expected)).schema,
    actual: current.schema,
    migrations: fresh.map(({ sql }) => sql),
    file: shownPath(project.root, project.schemaPath),
  })
  return [...stale, ...uncovered]
}

/** Where the branch left the base, as the schema was there with the edits of the change's plans; null where those do not fit. */
export async function expectedSchema(change: Change): Promise<Document | null> {
  const fork = await schemaAtFork(change)
  return tryEdits(
    fork.document,
    change.facts.flatMap((fact) => editsOf(fact, change)),
  )
}

const schemaAtFork = async ({ base, project }: Change): Promise<LoadedSchema> =>
  base.fork === null ? base.schema : loadPrismaSchema({ from: base.fork, schemaPath: project.schemaPath })

/** What the change did with the plan: made it, promoted it, took it back. */
function editsOf({ bundle: { plan }, isNew, isPromoted, isUndone }: PlanFact, { base, migrations }: Change): readonly SchemaEdit[] {
  const { contract, undo } = planMigrations(
    plan,
    migrations.filter(({ name }) => base.migrations.has(name)),
  )
  const was = (steps: typeof contract): boolean => !isNew && steps.every(({ migration }) => migration !== null)
  const wasPromoted = contract.length > 0 && was(contract)
  const wasUndone = undo.length > 0 && was(undo)
  return [
    ...(isNew ? plan.edits.expand : []),
    ...(isPromoted && contract.length > 0 && !wasPromoted ? plan.edits.promote : []),
    ...(isUndone && !wasUndone ? plan.edits.undo : []),
  ]
}

/** Null where one of the edits fits neither before nor after. */
function tryEdits(document: Document, edits: readonly SchemaEdit[]): Document | null {
  try {
    return applyEdits(document, edits)
  } catch (error) {
    if (error instanceof StagerError && error.code === 'schema-edit-conflict') return null
    throw error
  }
}

/** New, and nothing of it is over but its making: a plan without contract is promoted as soon as it is made. */
const isOpen = ({ bundle, isNew, isPromoted, isUndone }: PlanFact): boolean =>
  isNew && !isUndone && (!isPromoted || bundle.plan.contract.steps.length === 0)

async function stalePlans(change: Change, current: LoadedSchema, fork: LoadedSchema): Promise<readonly Finding[]> {
  const { base, facts } = change
  const findings: Finding[] = []
  for (const fact of facts.filter(isOpen)) {
    const { plan, texts } = fact.bundle
    const without = tryEdits(current.document, plan.edits.undo)
    const before = await readSchema([{ path: 'before.prisma', content: texts.get('before.prisma') ?? '' }])
    const tables = new Set([
      // The branch has taken the base in, and the plan is older than that.
      ...(without === null ? [] : tablesThatDiffer(plan, before.schema, (await readDocument(without)).schema)),
      // The base went on, and the branch does not know it yet.
      ...tablesThatDiffer(plan, fork.schema, base.schema.schema),
    ])
    if (tables.size > 0) findings.push(stalePlan(plan, fact.file, [...tables], await mergedSince(change, plan, [...tables])))
  }
  return findings
}

/** The plans and migrations of the base that came after the plan was made and name one of the tables. */
async function mergedSince(
  { base, facts, migrations, project }: Change,
  plan: Plan,
  tables: readonly string[],
): Promise<readonly string[]> {
  const { stagesDirectory, migrationsDirectory } = project
  const added = await commitThatAdded(join(stagesDirectory, planId(plan), planFile)).catch(() => null)
  const since = added ?? base.fork
  if (since === null) return []
  const known = new Set([...(await foldersAt(since, migrationsDirectory)), ...(await foldersAt(since, stagesDirectory))])
  const plans = facts
    .filter(({ bundle }) => base.plans.has(planId(bundle.plan)) && !known.has(planId(bundle.plan)))
    .filter(({ bundle }) => bundle.plan.tables.some(({ name }) => tables.includes(name)))
    .map(({ bundle }) => `the plan ${bundle.plan.name}`)
  const others = migrations
    .filter(({ name, sql }) => base.migrations.has(name) && !known.has(name) && tables.some((table) => sql.includes(table)))
    .map(({ name }) => `the migration ${name}`)
  return plans.length > 0 ? plans : others.length > 0 ? others : newAtBase(base, known)
}

/** What is at the base and not in the checkout can be named, but not read. */
const newAtBase = ({ plans, migrations }: Base, known: ReadonlySet<string>): readonly string[] => {
  const named = (names: ReadonlySet<string>, noun: string): readonly string[] =>
    [...names].filter((name) => !known.has(name)).map((name) => `the ${noun} ${name}`)
  const found = named(plans, 'plan')
  return found.length > 0 ? found : named(migrations, 'migration')
}
