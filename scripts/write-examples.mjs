// Writes the plans of stages/ anew, each with what its rehearsal measured. Tests compare them with what stager makes, so run this after a
// change to what plans look like, or to what their SQL does.
import { rm } from 'node:fs/promises'
import { createJiti } from 'jiti'

const jiti = createJiti(import.meta.url)
const { examples } = await jiti.import('../test/helpers/examples.ts')
const { planExample, planFolderOf, rehearseExample } = await jiti.import('../test/helpers/plan-example.ts')
const { writePlan, writeRehearsal } = await jiti.import('../src/plan/plan-files.ts')

for (const example of examples) {
  const bundle = await planExample(example)
  const folder = planFolderOf(example)
  await rm(folder, { recursive: true, force: true })
  await writePlan(folder, bundle)
  await writeRehearsal(folder, bundle, await rehearseExample(example, bundle))
}
