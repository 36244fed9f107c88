import { PrismaPg } from '@prisma/adapter-pg'
import { generateClient } from './generate-client.mjs'
import { seconds } from './measure.mjs'
import { addSlug, query } from './seed.mjs'
import { count, goal, line, rate } from './table.mjs'

const slugOf = ({ title }) => title.toLowerCase()

/** The loops that teams write; a row is a statement in all of them. */
const loops = {
  'findMany + update': (client) => findManyAndUpdate(client),
  'findMany + update, one interactive transaction': (client) => client.$transaction((transaction) => findManyAndUpdate(transaction)),
  'cursor + $transaction([...])': async (client) => {
    for (let cursor; ;) {
      const page = { orderBy: { id: 'asc' }, take: 1000, ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }) }
      const posts = await client.post.findMany(page)
      if (posts.length === 0) return
      await client.$transaction(posts.map((post) => client.post.update({ where: { id: post.id }, data: { slug: slugOf(post) } })))
      cursor = posts.at(-1).id
    }
  },
}

async function findManyAndUpdate(client) {
  for (const post of await client.post.findMany()) await client.post.update({ where: { id: post.id }, data: { slug: slugOf(post) } })
}

/** On few rows: it is the rate that is compared. */
export const naive = {
  needs: ['typescript'],
  async run({ seeds, rows, runs }) {
    const few = Math.min(rows, 10_000)
    const PrismaClient = await generateClient()
    const lines = []
    for (const [name, loop] of Object.entries(loops)) {
      const took = await seeds.withPosts(few, async ({ url }) => {
        await query(url, addSlug)
        const client = new PrismaClient({
          adapter: new PrismaPg({ connectionString: url }),
          transactionOptions: { timeout: 600_000, maxWait: 60_000 },
        })
        try {
          await client.post.count()
          return await seconds(() => loop(client))
        } finally {
          await client.$disconnect()
        }
      })
      const rowsPerSecond = few / took
      lines.push(line(`${name}, ${count(few)} rows`, rate(rowsPerSecond)))
      const ratio = runs.typescript.rowsPerSecond / rowsPerSecond
      lines.push(goal('  stager, TypeScript, to it', rate(runs.typescript.rowsPerSecond), ratio, { least: 20 }))
    }
    return lines
  },
}
