import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { flagText } from '../../src/diff/flags.ts'
import type { Ask } from '../../src/diff/ask.ts'
import { readSchema } from '../../src/prisma/load.ts'
import { planChange, type Planned } from './plan-change.ts'
import { proposeAnswer } from './propose-answer.ts'
import type { CorpusChange } from './read-corpus.ts'

const file = fileURLToPath(new URL('answers.json', import.meta.url))

/** The flags that answer what stager asks, by the key of a change. */
export type AnswerFile = Readonly<Record<string, readonly string[]>>

export const readAnswers = (): AnswerFile => JSON.parse(readFileSync(file, 'utf8')) as AnswerFile

/** Answers the questions that the file leaves open by what the teams did, and writes them down for a person to look over. */
export async function proposeAnswers(changes: readonly CorpusChange[]): Promise<void> {
  const answers: Record<string, readonly string[]> = { ...readAnswers() }
  for (const change of changes) answers[change.key] = await completeAnswers(change, answers[change.key] ?? [])
  const kept = Object.entries(answers).filter(([, flags]) => flags.length > 0)
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(kept.toSorted(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`)
}

async function completeAnswers(change: CorpusChange, flags: readonly string[]): Promise<readonly string[]> {
  const read = async (content: string) => (await readSchema([{ path: 'schema.prisma', content }])).schema
  const sides = { before: await read(change.before), after: await read(change.after), team: change.team }
  const added: string[] = []
  const ask: Ask = (question, problem) => {
    if (problem !== null) return Promise.reject(problem)
    const flag = proposeAnswer(question, sides)
    added.push(flag)
    const [name, value] = [flag.slice(2, flag.indexOf(' ')), flag.slice(flag.indexOf(' ') + 1)]
    return Promise.resolve(flagText(name, value))
  }
  const planned: Planned = await planChange(change, flags, ask)
  const complaint = planned.kind === 'refused' ? planned.complaints.find(({ expected }) => !expected) : undefined
  if (complaint !== undefined) process.stderr.write(`${change.key}: ${complaint.code}: ${complaint.message.slice(0, 400)}\n`)
  return [...flags, ...added]
}
