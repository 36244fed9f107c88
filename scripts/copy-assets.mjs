// Finishes what tsc leaves undone: files under src that are read at run time (SQL, JSON, Markdown, the page of the dashboard).
import { copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, extname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const readAtRunTime = new Set(['.sql', '.json', '.md', '.prisma', '.html', '.css', '.js'])

for (const entry of readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !readAtRunTime.has(extname(entry.name))) continue
  const source = join(entry.parentPath, entry.name)
  const target = join(root, 'dist', relative(root, source))
  mkdirSync(dirname(target), { recursive: true })
  copyFileSync(source, target)
}
