// Writes the plans of stages/ anew. A test compares them with what stager makes, so run this after a change to what plans look like.
import { rmSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createJiti } from 'jiti'

const jiti = createJiti(import.meta.url)
const { examples } = await jiti.import('../test/helpers/examples.ts')
const { planExample } = await jiti.import('../test/helpers/plan-example.ts')
const { planTexts } = await jiti.import('../src/plan/plan-files.ts')

for (const example of examples) {
  const folder = join(example.directory, 'plan')
  rmSync(folder, { recursive: true, force: true })
  for (const [path, text] of planTexts(await planExample(example))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
}
