import type { ChangeKind, ChangeOf, SchemaChange } from '../diff/change.ts'
import type { Schema } from '../schema/model.ts'
import { addColumn } from './add-column.ts'
import { addEnumValue } from './add-enum-value.ts'
import { addForeignKey } from './add-foreign-key.ts'
import { addSequence } from './add-sequence.ts'
import { addUnique } from './add-unique.ts'
import { changeEnum } from './change-enum.ts'
import { changeForeignKey } from './change-foreign-key.ts'
import { changePrimaryKey } from './change-primary-key.ts'
import { changeType } from './change-type.ts'
import { createEnum } from './create-enum.ts'
import { createExtension } from './create-extension.ts'
import { createIndex } from './create-index.ts'
import { createSchema } from './create-schema.ts'
import { createTable } from './create-table.ts'
import { dropColumn } from './drop-column.ts'
import { dropDefault } from './drop-default.ts'
import { dropEnum } from './drop-enum.ts'
import { dropForeignKey } from './drop-foreign-key.ts'
import { dropIndex } from './drop-index.ts'
import { dropNotNull } from './drop-not-null.ts'
import { dropSequence } from './drop-sequence.ts'
import { dropTable } from './drop-table.ts'
import { dropUnique } from './drop-unique.ts'
import { moveColumn } from './move-column.ts'
import { moveTable } from './move-table.ts'
import type { Operation, OperationRegistry, PlanContext, Staged } from './operation.ts'
import { rekeyJoinTable } from './rekey-join-table.ts'
import { renameColumn } from './rename-column.ts'
import { renameConstraint } from './rename-constraint.ts'
import { renameIndex } from './rename-index.ts'
import { setDefault } from './set-default.ts'
import { setNotNull } from './set-not-null.ts'
import { widenColumn } from './widen-column.ts'

/** Every kind of change; a missing one does not compile. */
export const operations: OperationRegistry = {
  createSchema,
  createExtension,
  createEnum,
  dropEnum,
  addEnumValue,
  changeEnum,
  moveTable,
  createTable,
  dropTable,
  addColumn,
  dropColumn,
  renameColumn,
  moveColumn,
  changeType,
  setNotNull,
  dropNotNull,
  setDefault,
  dropDefault,
  widenColumn,
  addSequence,
  dropSequence,
  createIndex,
  dropIndex,
  addUnique,
  dropUnique,
  changePrimaryKey,
  rekeyJoinTable,
  addForeignKey,
  dropForeignKey,
  changeForeignKey,
  renameIndex,
  renameConstraint,
}

const operationFor = <K extends ChangeKind>(change: ChangeOf<K>): Operation<K> => operations[change.kind]

export const describeChange = (change: SchemaChange): string => operationFor(change).describe(change)

export const planChange = (change: SchemaChange, context: PlanContext): Staged => operationFor(change).plan(change, context)

/** Folds the changes over the base schema: the result is the target. */
export const applyChanges = (changes: readonly SchemaChange[], schema: Schema): Schema =>
  changes.reduce((current, change) => operationFor(change).apply(change, current), schema)

/** The schema of the database between expand and contract. */
export const applyExpand = (changes: readonly SchemaChange[], schema: Schema, context: PlanContext): Schema =>
  changes.reduce((current, change) => operationFor(change).applyExpand(change, current, context), schema)
