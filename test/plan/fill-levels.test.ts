import { describe, expect, it } from 'vitest'
import { planBetween } from '../helpers/expanded-database.ts'

const models = (ofUser: string, ofPost: string): string =>
  `model User {\n  id Int @id\n  name String\n  ${ofUser}\n  posts Post[]\n}\n` +
  `model Post {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n  ${ofPost}\n}\n`
const before = models('bossId Int?', 'title String')

const backfillsOf = async (after: string, fill: readonly string[]): Promise<readonly string[]> =>
  (await planBetween(before, after, { fill: [...fill] })).plan.backfill.backfills.map(
    ({ id, writes }) => `${id}: ${writes.map(String).join()}`,
  )

const ofOwner = (column: string): string => `(SELECT u."${column}" FROM "User" AS u WHERE u.id = "userId")`
const ofPosts = (column: string): string => `(SELECT max(p."${column}") FROM public."Post" AS p WHERE p."userId" = id)`

describe('backfills of one plan', () => {
  it('come after those whose values they read, a table twice where need be', async () => {
    const after = models('bossId Int?\n  domain String\n  newest String?\n  mark String', 'title String\n  domain String?\n  slug String')
    expect(
      await backfillsOf(after, [
        `User.newest=${ofPosts('domain')}`,
        `Post.domain=${ofOwner('domain')}`,
        `Post.slug=lower(title)`,
        `User.domain=lower(name)`,
        `User.mark='x'`,
      ]),
    ).toEqual(['fill.Post: slug', 'fill.User: domain,mark', 'fill.Post.domain: domain', 'fill.User.newest: newest'])
  })

  it('are one pass where nothing is read of other rows', async () => {
    const after = models('bossId Int?\n  domain String\n  mail String', 'title String\n  domain String')
    expect(await backfillsOf(after, ['User.domain=lower(name)', `User.mail='x@' || domain`, `Post.domain=${ofOwner('name')}`])).toEqual([
      'fill.Post: domain',
      'fill.User: domain,mail',
    ])
  })

  it('are refused where new columns wait for each other, and not where the values are there', async () => {
    const after = models('bossId Int?\n  domain String', 'title String\n  domain String')
    const circle = [`User.domain=${ofPosts('domain')}`, `Post.domain=${ofOwner('domain')}`]
    await expect(backfillsOf(after, circle)).rejects.toMatchObject({
      code: 'fill-circle',
      message: 'The values of Post.domain and User.domain are computed from each other, so none of them can be the first.',
    })
    const path = `User.path=(SELECT b.path || '.' || b.id FROM "User" AS b WHERE b.id = "bossId")`
    await expect(backfillsOf(models('bossId Int?\n  path String?', 'title String'), [path])).rejects.toMatchObject({ code: 'fill-circle' })
    const required = models('bossId Int', 'title String')
    expect(await backfillsOf(required, ['User.bossId=(SELECT min(b."bossId") FROM "User" AS b)'])).toEqual(['fill.User: bossId'])
  })
})
