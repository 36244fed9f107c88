import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { beforeAll, expect, it } from 'vitest'

import { plan } from '../../src/commands/plan.ts'
import { loadTransform } from '../../src/transform/load-transform.ts'

const schema = (more: string): string => `datasource db {
  provider = "postgresql"
}

enum Mood {
  SO_SO @map("so so")
  ITS   @map("it's")
}

model Row {
  id       BigInt   @id @map("row_id")
  count    Int
  ratio    Float?
  price    Decimal
  yes      Boolean
  title    String   @map("title_text")
  code     String?  @db.Uuid
  paid     Decimal? @db.Money
  at       DateTime
  day      DateTime? @db.Date
  data     Json
  note     Json?
  bytes    Bytes
  mood     Mood?
  moods    Mood[]
  bigs     BigInt[]
  place    Unsupported("point")?
${more}
}
`

const row = `interface Row {
  id: bigint
  count: number
  ratio: number | null
  price: Decimal
  yes: boolean
  title: string
  code: string | null
  paid: string | null
  at: Date
  day: Date | null
  data: Json
  note: Json | null
  bytes: Uint8Array
  mood: 'SO_SO' | 'ITS' | null
  moods: readonly ('SO_SO' | 'ITS')[] | null
  bigs: readonly bigint[] | null
  place: string | null
}`

let directory: string
let text: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'stager-scaffold-'))
  await writeFile(join(directory, 'before.prisma'), schema(''))
  await writeFile(join(directory, 'after.prisma'), schema('  next Next?\n}\n\nenum Next {\n  A\n  B @map("b")'))
  const { bundle } = await plan({ cwd: directory, from: 'before.prisma', to: 'after.prisma', name: 'next', fill: ['Row.next=ts'] })
  text = bundle?.texts.get('backfill/01_row_next.ts') ?? ''
})

/** What `tsc --strict` says about a transform. */
async function compile(source: string): Promise<readonly string[]> {
  const path = join(directory, 'transform.ts')
  await writeFile(path, source)
  const module = (name: string): string => fileURLToPath(new URL(`../../src/transform/${name}.ts`, import.meta.url))
  const stager = join(directory, 'stager.ts')
  await writeFile(stager, ['define-backfill', 'values'].map((name) => `export * from ${JSON.stringify(module(name))}`).join('\n'))
  const program = ts.createProgram([path], {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    paths: { stager: [stager] },
    types: [],
  })
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
}

it('has the types of what a transform is given and returns, and says that it is not written', async () => {
  expect(text).toContain(row)
  expect(text).toContain("interface Filled {\n  next: 'A' | 'B' | null\n}")
  expect(await compile(text)).toEqual([])
  await writeFile(join(directory, 'scaffold.ts'), text)
  const { read, transform } = await loadTransform('scaffold.ts', directory)
  expect(read).toHaveLength(17)
  expect(() => transform({ id: 1n, count: 1 })).toThrow('not written yet: next of Row, from id, count')
})

it('holds a transform to them', async () => {
  const written = (expression: string): string => text.replace(/throw new Error\(.*\)/, `return { next: ${expression} }`)
  const uses =
    'row.id > 1n && row.price.plus(1).gt(2) && row.at.getTime() > 0 && row.mood !== null && row.bytes.length > 0 && row.bigs?.[0] === 1n'
  expect(await compile(written(`${uses} ? 'A' : null`))).toEqual([])
  expect(await compile(written(`row.mood === 'so so' ? 'A' : 'B'`))).toEqual([expect.stringContaining('no overlap')])
  expect(await compile(written(`row.note === null ? 'b' : null`))).toEqual([expect.stringContaining(`'"b"' is not assignable`)])
})
