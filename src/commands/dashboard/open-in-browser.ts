import { spawn } from 'node:child_process'
import { platform } from 'node:os'

/** How each system opens an address in the browser that its user chose; `xdg-open` elsewhere. */
const openers: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', '""'],
}

/** Starts the browser and does not wait for it. */
export function openInBrowser(url: string, onFailure: () => void): void {
  const [command = 'xdg-open', ...args] = openers[platform()] ?? ['xdg-open']
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true })
  child.on('error', onFailure)
  child.on('exit', (code) => {
    if (code !== 0) onFailure()
  })
  child.unref()
}
