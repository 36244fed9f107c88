import { describe, expect, it } from 'vitest'
import { planTexts, type ChangeTexts } from '../compatibility/plan-texts.ts'
import { withWalkDatabase } from '../properties/walk-database.ts'
import { walkStages, type Ending } from '../properties/walk-stages.ts'

interface WalkedChange extends ChangeTexts {
  readonly ending?: Ending
}

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n'
const model = (...members: readonly string[]): string => `${datasource}model Item {\n${members.map((line) => `  ${line}\n`).join('')}}\n`

/** Changes that ask more of each other than each of them alone: over random rows, and with rows that the old application writes after expand. */
const changes: Readonly<Record<string, WalkedChange>> = {
  'a default that the old type does not take comes with the new type': {
    before: model('id String @id @default(dbgenerated("gen_random_uuid()")) @db.Uuid', 'note String?'),
    after: model('id String @id @default("draft") @db.VarChar(40)', 'note String?'),
  },
  'the view of a moved table holds an enum that loses a value': {
    before: `${model('id Int @id', 'kind Kind', 'kinds Kind[]')}enum Kind {\n  A\n  B\n}\n`,
    after: `${model('id Int @id', 'kind Kind', 'kinds Kind[]', '@@map("things")')}enum Kind {\n  B\n}\n`,
    answers: { rename: ['Item:Item'], mapValue: ['Kind.A:B'] },
  },
  'a renamed model gets wider ids, and its columns in a join table change places': {
    before: `${model('id Int @id', 'tags Tag[]')}model Tag {\n  id Int @id\n  items Item[]\n}\n`,
    after: `${datasource}model Zone {\n  id BigInt @id\n  tags Tag[]\n}\nmodel Tag {\n  id Int @id\n  items Zone[]\n}\n`,
    answers: { rename: ['Item:Zone'] },
  },
  'NULL in a unique column stays until the backfill, since a second row cannot get the same value': {
    before: model('id Int @id', 'place Int? @unique'),
    after: model('id Int @id', 'place Int @unique'),
    answers: { fill: ['Item.place=7'] },
    ending: 'refused by rows',
  },
  'a default of a column in a key waits until no old application is left that would break the key by it': {
    before: model(
      'id Int @id',
      'a Int? @unique',
      'b Int? @unique',
      'toId Int?',
      'to Item? @relation("x", fields: [toId], references: [id])',
      'back Item[] @relation("x")',
    ),
    after: model(
      'id Int @id',
      'a Int? @unique @default(7)',
      'b BigInt? @unique @default(8)',
      'toId Int? @default(100000)',
      'to Item? @relation("x", fields: [toId], references: [id])',
      'back Item[] @relation("x")',
    ),
  },
  'a default may give a row that the old application writes what no row of the other table has': {
    before: model('id Int @id'),
    after: model(
      'id Int @id',
      'placeId Int? @default(dbgenerated("floor(100000.5)"))',
      'place Item? @relation("place", fields: [placeId], references: [id])',
      'items Item[] @relation("place")',
    ),
    ending: 'refused by rows',
  },
  'a default may give two rows that the old application writes the same value': {
    before: model('id Int @id'),
    after: model('id Int @id', 'place Int? @unique @default(dbgenerated("floor(random())"))'),
    ending: 'refused by rows',
  },
}

describe('the stages of', { timeout: 120_000 }, () => {
  it.for(Object.entries(changes))('%s', async ([, { ending = 'contracted', ...texts }]) => {
    const planned = await planTexts(texts)
    expect(await withWalkDatabase((lend) => walkStages(lend, planned, () => planTexts(texts, '20260102000000')))).toBe(ending)
  })
})
