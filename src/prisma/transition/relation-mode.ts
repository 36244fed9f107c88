import { StagerError } from '../../errors.ts'
import type { Schema } from '../../schema/model.ts'
import { blocksOf, fieldsOf, findModel, type Block, type Document, type SettingMember } from '../document.ts'
import { insertMember, removeMember, replaceMember } from '../edit-document.ts'
import { isIgnoredModel, type TransitionEdit } from './edit.ts'
import { relationColumns, sameList } from './relation-fields.ts'

type RelationMode = 'foreignKeys' | 'prisma'

/** `referentialIntegrity` is what Prisma 4 called it. */
const settingNames: readonly string[] = ['relationMode', 'referentialIntegrity']

const datasourceOf = (document: Document): Block | undefined => blocksOf(document).find(({ keyword }) => keyword === 'datasource')

const settingOf = (document: Document): SettingMember | undefined =>
  datasourceOf(document)?.members.find((member): member is SettingMember => member.kind === 'setting' && settingNames.includes(member.name))

/** https://www.prisma.io/docs/orm/prisma-schema/data-model/relations/relation-mode */
export const relationModeOf = (document: Document): RelationMode => (settingOf(document)?.value === '"prisma"' ? 'prisma' : 'foreignKeys')

/**
 * A change of `relationMode` lets foreign keys come or go at contract, so until then the setting is the old one: with `prisma` Prisma
 * sees no foreign key at all, without it one for each relation. Throws `relation-mode-mixed`.
 */
export function keepRelationMode(edit: TransitionEdit, document: Document): Document {
  const [was, becomes] = [relationModeOf(edit.before.document), relationModeOf(edit.after.document)]
  if (was === becomes) return document
  const between: RelationMode = edit.expanded.tables.some(({ foreignKeys }) => foreignKeys.length > 0) ? 'foreignKeys' : was
  const missing = between === 'foreignKeys' ? relationsWithout(document, edit.expanded) : []
  if (missing.length > 0) {
    throw new StagerError(
      'relation-mode-mixed',
      `relationMode changes to "${becomes}" together with models or relations that are new, and until contract code could not read through ${missing.join(', ')}.`,
      { hint: 'Change relationMode in a plan of its own, before the new relations or after them.' },
    )
  }
  return between === becomes ? document : withSetting(document, settingOf(edit.before.document))
}

function withSetting(document: Document, setting: SettingMember | undefined): Document {
  const [datasource, current] = [datasourceOf(document), settingOf(document)]
  if (datasource === undefined) return document
  if (setting === undefined) return current === undefined ? document : removeMember(document, datasource.key, current.key ?? '')
  if (current !== undefined) return replaceMember(document, datasource.key, current.key ?? '', setting.text)
  const last = datasource.members.findLast((member) => member.kind === 'setting')
  return insertMember(document, datasource.key, setting.text, last?.key ?? null)
}

/** Relation fields whose foreign key the database does not have: `Post.author`. */
const relationsWithout = (document: Document, { tables }: Schema): readonly string[] =>
  blocksOf(document)
    .filter((block) => block.keyword === 'model' && !isIgnoredModel(block))
    .flatMap((model) =>
      fieldsOf(model)
        .filter((field) => findModel(document, field.type) !== undefined && relationColumns(model, field).length > 0)
        .filter(
          (field) => !tables.some(({ foreignKeys }) => foreignKeys.some(({ columns }) => sameList(columns, relationColumns(model, field)))),
        )
        .map((field) => `${model.name}.${field.name}`),
    )
