// npm run corpus -- [folder] [--only pattern] [--plan-only] [--propose] [--workers n]
// Takes real schema changes, which are no part of this repository, through every stage: see test/corpus/README.md.
import { createJiti } from 'jiti'

const isWorker = process.argv[2] === '--worker'
await createJiti(import.meta.url).import(isWorker ? '../test/corpus/worker.ts' : '../test/corpus/run.ts')
