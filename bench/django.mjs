import { fileURLToPath } from 'node:url'
import { runProcess } from './measure.mjs'
import { addSlug, query } from './seed.mjs'
import { count, goal, line, rate } from './table.mjs'

const script = fileURLToPath(new URL('django_ways.py', import.meta.url))

const ways = [
  { way: 'update', what: 'update()', most: 400_000 },
  { way: 'save', what: 'iterator() + save()', most: 10_000 },
  { way: 'bulk_update', what: 'Paginator + bulk_update()', most: 50_000, least: 12 },
]

/** Debian's python3-django and python3-psycopg2, where they are installed. */
export const django = {
  needs: ['typescript'],
  async run({ seeds, rows, runs }) {
    const python = await pythonWithDjango()
    if (python === null) return [line('skipped', 'no python3 here has django and psycopg2 (Debian: python3-django python3-psycopg2)')]
    const lines = []
    for (const { way, what, most, least } of ways) {
      const few = Math.min(rows, most)
      const took = await seeds.withPosts(few, async ({ url }) => {
        await query(url, addSlug)
        return Number((await runProcess(python, [script, url, way])).stdout)
      })
      lines.push(line(`Django, ${what}, ${count(few)} rows`, rate(few / took)))
      if (least === undefined) continue
      const ratio = (runs.typescript.rowsPerSecond * took) / few
      lines.push(goal('  stager, TypeScript, to it', rate(runs.typescript.rowsPerSecond), ratio, { least }))
    }
    return lines
  },
}

async function pythonWithDjango() {
  for (const python of ['python3', '/usr/bin/python3']) {
    try {
      await runProcess(python, ['-c', 'import django, psycopg2'])
      return python
    } catch {
      // Not this one.
    }
  }
  return null
}
