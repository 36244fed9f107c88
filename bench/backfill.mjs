import { PrismaPg } from '@prisma/adapter-pg'
import { apply } from '../dist/src/index.js'
import { query, sqlFill, typescriptFill, withExpandedPosts } from './seed.mjs'
import { seconds } from './measure.mjs'
import { generateClient } from './generate-client.mjs'

/** Rows a second of a backfill, beside what it replaces. */
export async function benchBackfill(server, rows) {
  const stager = (name, fill) =>
    withExpandedPosts(
      server,
      name,
      rows,
      fill,
      async ({ project }) => rows / (await seconds(() => apply({ ...project, stage: 'backfill' }))),
    )
  const oneShot = (name, fill) =>
    withExpandedPosts(
      server,
      name,
      rows,
      fill,
      async ({ url }) => rows / (await seconds(() => query(url, 'UPDATE "Post" SET "slug" = lower("title")'))),
    )
  // Slow enough that a part of the table tells its speed.
  const few = Math.min(rows, 20_000)
  const loop = await withExpandedPosts(server, 'bench_loop', few, sqlFill, async ({ url }) => few / (await seconds(() => naiveLoop(url))))

  // The table has the same trigger in all of them, as it has in a real migration.
  const baseline = await oneShot('bench_one_shot', sqlFill)
  const results = {
    'one UPDATE of the whole table': baseline,
    'stager, SQL': await stager('bench_sql', sqlFill),
    'stager, TypeScript': await stager('bench_typescript', typescriptFill),
    [`findMany + update loop (${few} rows)`]: loop,
  }
  return Object.entries(results).map(([what, value]) => ({
    what,
    value: `${Math.round(value).toLocaleString('en')} rows/s`,
    ratio: `${(value / baseline).toFixed(3)} x one UPDATE, ${(value / loop).toFixed(1)} x the loop`,
  }))
}

async function naiveLoop(url) {
  const PrismaClient = await generateClient()
  const client = new PrismaClient({ adapter: new PrismaPg({ connectionString: url }) })
  try {
    for (let after = 0; ;) {
      const posts = await client.post.findMany({ where: { id: { gt: after } }, orderBy: { id: 'asc' }, take: 1000 })
      if (posts.length === 0) return
      for (const post of posts) await client.post.update({ where: { id: post.id }, data: { slug: post.title.toLowerCase() } })
      after = posts.at(-1).id
    }
  } finally {
    await client.$disconnect()
  }
}
