import { setFlagsFromString } from 'node:v8'

let isTuned = false

/** For a process that is stager's own, as early as possible: what V8 does by default suits servers. A program that uses the library keeps its flags. */
export function tuneForCommandLine(): void {
  isTuned = true
  // Prisma's engines are WebAssembly that runs for some milliseconds here. V8's optimizing compiler would work on it in the background, for which
  // the process waits at its end (half of the time of a small plan), and hold more memory than a whole backfill. Both flags: V8 derives the one
  // from the other only where it is started with it.
  setFlagsFromString('--no-wasm-tier-up')
  setFlagsFromString('--no-wasm-dynamic-tiering')
  // Each function is compiled when it is called first, and need not be looked at before.
  setFlagsFromString('--wasm-lazy-validation')
  // By default the heap may grow to four times of what lives in it before it is collected, and the part for young objects to sixteen times of what
  // it begins with, so that a long backfill would hold more than a short one.
  setFlagsFromString('--heap-growing-percent=100')
  setFlagsFromString('--semi-space-growth-factor=1')
}

/** Rows that go through a transform in this process are young objects by the thousand: V8's default is faster for them. */
export function makeRoomForTransforms(): void {
  if (isTuned) setFlagsFromString('--semi-space-growth-factor=2')
}
