import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { proposeAnswers, readAnswers } from './answers.ts'
import { readCorpus } from './read-corpus.ts'
import { isWrong, reportLine, summary, writeReport, type Result } from './report.ts'
import type { Job } from './worker.ts'

const { values, positionals } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    'plan-only': { type: 'boolean', default: false },
    propose: { type: 'boolean', default: false },
    workers: { type: 'string', default: '2' },
  },
  allowPositionals: true,
})

const say = (line: string): void => void process.stdout.write(`${line}\n`)

const folder = resolve(positionals[0] ?? fileURLToPath(new URL('../../../shared/corpus', import.meta.url)))
if (!existsSync(folder)) throw new Error(`There is no folder ${folder}: npm run corpus -- <folder>`)
const changes = readCorpus(folder).filter(({ key }) => new RegExp(values.only).test(key))
if (values.propose) await proposeAnswers(changes)

const answers = readAnswers()
const results: Result[] = []
const queue: Job[] = changes
  .toSorted((left, right) => left.after.length - right.after.length)
  .map((change) => ({ change, flags: answers[change.key] ?? [], planOnly: values['plan-only'] }))

/** A process with a server of its own: it asks for one change after the other. */
const work = (): Promise<void> =>
  new Promise((done, fail) => {
    const worker = fork(process.argv[1] ?? '', ['--worker'])
    worker.on('message', (message: Result | 'ready') => {
      if (message !== 'ready') {
        results.push(message)
        say(reportLine(message))
      }
      const job = queue.shift()
      if (job === undefined) worker.disconnect()
      else worker.send(job)
    })
    worker.on('exit', (code) => (code === 0 ? done() : fail(new Error(`A worker ended with ${String(code)}`))))
  })

await Promise.all(Array.from({ length: Number(values.workers) }, work))
writeReport(results)
say(summary(results))
process.exitCode = results.some(isWrong) ? 1 : 0
