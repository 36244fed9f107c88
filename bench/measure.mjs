import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export const cli = fileURLToPath(new URL('../dist/bin/stager.cjs', import.meta.url))

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)]

export const percentile = (values, part) => values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))]

export async function seconds(work) {
  const begin = performance.now()
  await work()
  return (performance.now() - begin) / 1000
}

/** A process's output, wall time and peak resident memory, which the kernel keeps (VmHWM; 0 where there is no /proc). */
export function runProcess(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const begin = performance.now()
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let stdout = ''
    let stderr = ''
    let peak = 0
    const sample = setInterval(() => {
      try {
        peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? peak)
      } catch {
        // The process is gone: the last sample stands.
      }
    }, 20)
    child.stdout.on('data', (chunk) => (stdout += chunk))
    child.stderr.on('data', (chunk) => (stderr += chunk))
    child.on('error', (error) => {
      clearInterval(sample)
      reject(error)
    })
    child.on('close', (code) => {
      clearInterval(sample)
      if (code === 0) resolve({ stdout, seconds: (performance.now() - begin) / 1000, megabytes: peak / 1024 })
      else reject(new Error(`${command} ${args.join(' ')}: exit ${code}\n${stdout}${stderr}`))
    })
  })
}

/** Runs each of the works in turn, several times over, so that a slow moment of the machine meets all of them alike. */
export async function interleaved(times, works) {
  const results = Object.fromEntries(Object.keys(works).map((name) => [name, []]))
  for (let time = 0; time < times; time += 1) for (const [name, work] of Object.entries(works)) results[name].push(await work())
  return results
}
