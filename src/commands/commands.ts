import type { CommandModule } from 'yargs'

import { initCommand } from './init.ts'

/** All commands, in the order of the help. Their implementations are imported when they run. */
export const commands = [initCommand] as unknown as readonly CommandModule[]

/** Flags that may be given more than once. */
export const listFlags: readonly string[] = ['rename', 'drop', 'fill', 'down', 'orphans', 'duplicates']
