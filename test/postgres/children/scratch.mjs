// Holds a scratch database on the server of its argument until it is killed.
import { setInterval } from 'node:timers'

import { withScratch } from '../../../dist/src/postgres/scratch.js'

await withScratch(process.argv[2], [], () => {
  process.stdout.write('held\n')
  return new Promise(() => setInterval(() => undefined, 60_000))
})
