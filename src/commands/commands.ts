import type { CommandModule } from 'yargs'

import { applyCommand } from './apply.ts'
import { checkCommand } from './check.ts'
import { dashboardCommand } from './dashboard.ts'
import { demoCommand } from './demo.ts'
import { evidenceCommand } from './evidence.ts'
import { initCommand } from './init.ts'
import { pauseCommand } from './pause.ts'
import { planCommand } from './plan.ts'
import { promoteCommand } from './promote.ts'
import { rehearseCommand } from './rehearse.ts'
import { resumeCommand } from './resume.ts'
import { sealCommand } from './seal.ts'
import { statusCommand } from './status.ts'
import { undoCommand } from './undo.ts'
import { verifyCommand } from './verify.ts'
import { workerCommand } from './worker.ts'

/** All commands, in the order of the help. Their implementations are imported when they run. */
export const commands = [
  initCommand,
  planCommand,
  checkCommand,
  rehearseCommand,
  applyCommand,
  statusCommand,
  dashboardCommand,
  pauseCommand,
  resumeCommand,
  workerCommand,
  verifyCommand,
  evidenceCommand,
  promoteCommand,
  undoCommand,
  sealCommand,
  demoCommand,
] as unknown as readonly CommandModule[]

/** Flags that may be given more than once. */
export const listFlags: readonly string[] = [
  'rename',
  'drop',
  'fill',
  'down',
  'orphans',
  'duplicates',
  'map-value',
  'source',
  'acknowledge',
]
