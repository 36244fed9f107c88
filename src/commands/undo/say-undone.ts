import { toJson } from '../../report/ndjson.ts'
import type { Terminal } from '../../report/terminal.ts'
import { sayWritten } from '../say-written.ts'
import type { UndoResult } from '../undo.ts'

/** What was written, and what to commit. */
export function sayUndone(result: UndoResult, terminal: Terminal): void {
  if (terminal.json) {
    terminal.data(toJson({ type: 'result', ...result }))
    return
  }
  sayWritten(terminal, result, {
    done: `${result.plan} is undone on this database.`,
    nothing: `${result.plan} is undone on this database; its files were written before.`,
    next: 'Commit these files: other databases are taken back by  stager apply --stage expand',
  })
}
