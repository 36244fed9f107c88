/**
 * Runs `work` over the items in their order, for at most `concurrency` of them at once. After a failure no other item is begun, and those that
 * run are waited for: nothing of it goes on once this has rejected. Work that returns no promise is done at once.
 */
export async function forEachOf<T>(items: Iterable<T>, concurrency: number, work: (item: T) => void | Promise<void>): Promise<void> {
  const failures: unknown[] = []
  const left = items[Symbol.iterator]()
  const worker = async (): Promise<void> => {
    for (let next = left.next(); next.done !== true && failures.length === 0; next = left.next()) {
      try {
        const running = work(next.value)
        if (running instanceof Promise) await running
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  if (failures.length > 0) throw failures[0]
}
