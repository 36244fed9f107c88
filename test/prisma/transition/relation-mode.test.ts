import { describe, expect, it } from 'vitest'
import { transitionFiles, type TransitionCase } from '../transition-case.ts'

const schema = (mode: string, models: string) => [
  {
    path: 'schema.prisma',
    content: `datasource db {\n  provider = "postgresql"\n${mode === '' ? '' : `  // the relations\n  relationMode = "${mode}"\n`}}\n\n${models}`,
  },
]
const models = (tags = '', tag = ''): string =>
  `model User {\n  id Int @id\n  posts Post[]\n}\nmodel Post {\n  id Int @id\n  userId Int\n  user User @relation(fields: [userId], references: [id])\n${tags}  @@index([userId])\n}\n${tag}`
const tagged = models(
  '  tags Tag[]\n',
  'model Tag {\n  id Int @id\n  postId Int\n  post Post @relation(fields: [postId], references: [id])\n  @@index([postId])\n}\n',
)

const textOf = async (change: TransitionCase): Promise<string> => (await transitionFiles(change)).map(({ content }) => content).join('')

describe('relationMode', () => {
  it.each([
    ['', 'prisma'],
    ['prisma', ''],
    ['foreignKeys', 'prisma'],
    ['prisma', 'foreignKeys'],
  ])('stays %j until contract when it becomes %j, with every relation', async (before, after) => {
    const [base] = schema(before, models())
    expect(await textOf({ before: schema(before, models()), after: schema(after, models()) })).toBe(
      base?.content.replace(/^datasource[^}]*provider = "postgresql"\n}\n\n/, ''),
    )
  })

  it('is the same in other words', async () => {
    const [target] = schema('foreignKeys', models())
    expect(await textOf({ before: schema('', models()), after: schema('foreignKeys', models()) })).toBe(target?.content)
  })

  it.each([
    ['', 'prisma', 'Tag.post'],
    ['prisma', '', 'Post.user'],
  ])('does not change from %j to %j together with a new relation', async (before, after, relation) => {
    await expect(textOf({ before: schema(before, models()), after: schema(after, tagged) })).rejects.toMatchObject({
      code: 'relation-mode-mixed',
      message: expect.stringContaining(relation),
    })
  })

  it('lets relations come and go where it stays "prisma"', async () => {
    expect(await textOf({ before: schema('prisma', models()), after: schema('prisma', tagged) })).toContain('tags Tag[]')
  })
})
