import type { Slots } from './slots.ts'

/**
 * Runs `work` over the items in their order, for as many of them at once as there are slots. After a failure no other item is begun, and those that
 * run are waited for: nothing of it goes on once this has rejected. Work that returns no promise is done at once.
 */
export async function forEachOf<T>(items: Iterable<T>, slots: Slots, work: (item: T) => void | Promise<void>): Promise<void> {
  const failures: unknown[] = []
  const left = items[Symbol.iterator]()
  const worker = async (): Promise<void> => {
    for (let over = false; !over && failures.length === 0;) {
      const waiting = slots.take()
      if (waiting !== null) await waiting
      try {
        const next = left.next()
        over = next.done === true
        const running = next.done === true ? undefined : work(next.value)
        if (running instanceof Promise) await running
      } catch (error) {
        failures.push(error)
      } finally {
        slots.free()
      }
    }
  }
  await Promise.all(Array.from({ length: slots.size }, worker))
  if (failures.length > 0) throw failures[0]
}
