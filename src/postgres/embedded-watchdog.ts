import { spawn } from 'node:child_process'
import type { Writable } from 'node:stream'

/**
 * Runs in a process of its own. Its standard input ends when the process that started the server ends, however that happens; what
 * is left of the server then goes.
 */
const script = `
const fs = require('node:fs'), path = require('node:path')
const directory = process.argv[1]
const pid = () => {
  try { return Number(fs.readFileSync(path.join(directory, 'data', 'postmaster.pid'), 'utf8').split('\\n')[0]) } catch { return 0 }
}
const alive = (pid) => { try { process.kill(pid, 0); return true } catch { return false } }
const sweep = (attempt) => {
  const server = pid()
  if (server > 0 && alive(server)) {
    try { process.kill(server, attempt > 40 ? 'SIGKILL' : 'SIGQUIT') } catch {}
    if (attempt < 100) return setTimeout(sweep, 100, attempt + 1)
  }
  try { fs.rmSync(directory, { recursive: true, force: true }) } catch {}
  if (fs.existsSync(directory) && attempt < 100) setTimeout(sweep, 100, attempt + 1)
}
process.stdin.resume()
process.stdin.on('end', () => sweep(0))
process.stdin.on('error', () => sweep(0))
`

/**
 * Makes sure that a server in `directory` does not outlive this process, and that the folder goes with it. Signal handlers could not
 * do that: they do not run on SIGKILL, and they would change what an interrupt means for the program.
 */
export function watchServer(directory: string): Disposable {
  const { NODE_OPTIONS: _inherited, ...env } = process.env
  const watchdog = spawn(process.execPath, ['-e', script, directory], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true, // Ctrl-C goes to every process of the terminal's group
    windowsHide: true,
    env,
  })
  watchdog.unref()
  const pipe: Writable & { unref?: () => void } = watchdog.stdin
  pipe.unref?.()
  pipe.on('error', () => undefined)
  return { [Symbol.dispose]: () => void pipe.end() }
}
