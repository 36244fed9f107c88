import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cli, interleaved, median, runProcess } from './measure.mjs'
import { line } from './table.mjs'

const model = (n, extra) => `model Model${n} {
  id        Int      @id @default(autoincrement())
  name      String
  email     String   @unique
  createdAt DateTime @default(now())
  parentId  Int?
  parent    Model${n}?  @relation("tree", fields: [parentId], references: [id])
  children  Model${n}[] @relation("tree")
${extra}
  @@index([createdAt])
}
`

const schema = (models, extra) =>
  `datasource db {\n  provider = "postgresql"\n}\n\n${Array.from({ length: models }, (_, n) => model(n, n === 0 ? extra : '')).join('\n')}`

/** `stager plan` from two files, process start included. */
export const planning = { needs: [], run: () => benchPlan() }

async function benchPlan() {
  const directory = await mkdtemp(join(tmpdir(), 'stager-bench-'))
  try {
    const write = async (name, text) => {
      await writeFile(join(directory, name), text)
      return name
    }
    const plan = async (models) => {
      const from = await write(`before${models}.prisma`, schema(models, ''))
      const to = await write(`after${models}.prisma`, schema(models, '  slug      String\n'))
      const fill = ['--fill', 'Model0.slug=lower(name)']
      return () =>
        runProcess(process.execPath, [cli, 'plan', '--from', from, '--to', to, '--name', 'x', '--format', 'markdown', ...fill], {
          cwd: directory,
        })
    }
    const [small, large] = [await plan(3), await plan(250)]
    const prisma = createRequire(import.meta.url).resolve('prisma/build/index.js')
    const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' }
    const time = (work) => async () => (await work()).seconds
    const samples = await interleaved(5, {
      'stager --help': time(() => runProcess(process.execPath, [cli, '--help'], { cwd: directory })),
      'plan, 3 models': time(small),
      'plan, 250 models': time(large),
      'prisma validate, 250 models': time(() =>
        runProcess(process.execPath, [prisma, 'validate', '--schema', 'after250.prisma'], { cwd: directory, env }),
      ),
    })
    const result = Object.fromEntries(Object.entries(samples).map(([name, values]) => [name, median(values)]))
    const baseline = result['prisma validate, 250 models']
    return Object.entries(result).map(([what, value]) => ({
      ...line(what, `${value.toFixed(2)} s`),
      ratio: value / baseline,
      shown: `${(value / baseline).toFixed(2)} x`,
    }))
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
