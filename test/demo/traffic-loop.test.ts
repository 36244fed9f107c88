import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Cycle, OperationFailure } from '../../src/demo/traffic-loop.ts'
import { failureText, startTrafficLoop } from '../../src/demo/traffic-loop.ts'

function collect(cycles: readonly Cycle[], concurrency = 2) {
  const operations: string[] = []
  const failures: OperationFailure[] = []
  const loop = startTrafficLoop({
    cycles,
    concurrency,
    thinkMilliseconds: 1,
    prefix: 'test',
    onOperation: (operation) => operations.push(operation),
    onFailure: (failure) => failures.push(failure),
  })
  return { loop, operations, failures }
}

test('stop lets every round come to its end', async () => {
  let open = 0
  const cycle: Cycle = async ({ step }) => {
    open++
    await step('create', () => sleep(3))
    await step('delete', () => sleep(3))
    open--
  }
  const { loop, operations } = collect([cycle])
  await sleep(40)
  await loop.stop()
  expect(open).toBe(0)
  expect(operations.filter((name) => name === 'create')).toHaveLength(operations.filter((name) => name === 'delete').length)
})

test('no two rounds have the same unique text', async () => {
  const seen: string[] = []
  const { loop } = collect([async ({ step, unique }) => void (await step('see', async () => seen.push(unique)))], 3)
  await sleep(30)
  await loop.stop()
  expect(seen.length).toBeGreaterThan(5)
  expect(new Set(seen).size).toBe(seen.length)
})

test('a failure is kept with its operation and ends the round, not the traffic', async () => {
  let rounds = 0
  const cycle: Cycle = async ({ step }) => {
    rounds++
    await step('create', () => Promise.reject(new Error('the column is gone')))
    throw new Error('not reached')
  }
  const { loop, failures } = collect([cycle], 1)
  await sleep(150)
  await loop.stop()
  expect(rounds).toBeGreaterThan(1)
  expect(failures).toHaveLength(rounds)
  expect(failures[0]).toEqual({ operation: 'create', message: 'the column is gone' })
})

test('a statement that does not end shows its age', async () => {
  let release = (): void => undefined
  const { loop } = collect([({ step }) => step('wait', () => new Promise<void>((resolve) => (release = resolve)))], 1)
  await sleep(60)
  expect(loop.oldestMilliseconds()).toBeGreaterThan(40)
  const stopped = loop.stop()
  release()
  await stopped
  expect(loop.oldestMilliseconds()).toBe(0)
})

test('the text of a Prisma error is its last paragraph', () => {
  const error = Object.assign(new Error('\nInvalid `db.post.create()` invocation:\n\n\nThe column `slug` does not exist.'), {
    code: 'P2022',
  })
  expect(failureText(error)).toBe('P2022: The column `slug` does not exist.')
  expect(failureText('text')).toBe('text')
})
