import type { ApplicationClient, Row } from './application-client.ts'
import { delegateOf } from './application-client.ts'
import type { SeededRows } from './seed.ts'
import type { Cycle } from './traffic-loop.ts'

/** The three versions of the blog application that the demo deploys one after another. */
export type Version = 'old' | 'transition' | 'target'

/** What one version's code says of a post; every version is compiled against its own schema. */
interface PostCode {
  /** The fields of a post that a form submits. */
  readonly write: (title: string, byline: string, number: number) => Row
  /** The fields that change with the title. */
  readonly retitle: (title: string) => Row
  readonly search: (byline: string) => object
  /** How the front page sorts: the transition version is the first that has an index on the date. */
  readonly frontPage: object
}

const slugOf = (title: string): string => title.toLowerCase().replace(/[^a-z0-9]+/g, '-')

const currentCode: PostCode = {
  write: (title, authorName, number) => ({ title, slug: slugOf(title), authorName, body: `Body ${number}`, excerpt: `About ${title}` }),
  retitle: (title) => ({ title, slug: slugOf(title) }),
  search: (authorName) => ({ authorName }),
  frontPage: { publishedAt: 'desc' },
}

const postCode: Readonly<Record<Version, PostCode>> = {
  old: {
    write: (title, author, number) => ({
      title,
      author,
      body: `Body ${number}`,
      ...(number % 2 === 0 ? { excerpt: `About ${title}` } : {}),
      importedFrom: number % 5 === 0 ? `https://old.blog.example/?p=${number}` : null,
    }),
    retitle: (title) => ({ title }),
    search: (author) => ({ author }),
    frontPage: { id: 'desc' },
  },
  transition: currentCode,
  target: currentCode,
}

/** Create, find, update, upsert and delete of every model, as that version's own client does it; never a duplicate, never an orphan. */
export function repertoireOf(version: Version, client: ApplicationClient, rows: SeededRows): readonly Cycle[] {
  const [author, post, comment] = ['Author', 'BlogPost', 'Comment'].map((model) => delegateOf(client, model))
  if (author === undefined || post === undefined || comment === undefined) return []
  const code = postCode[version]

  /** A writer signs up, writes, corrects, and closes the account. */
  const write: Cycle = async ({ step, unique, number }) => {
    const email = `${unique}@blog.example`
    const { id: writerId } = await step('Author.create', () => author.create({ data: { email, name: unique } }))
    const byEmail = { where: { email }, update: { name: `${unique}, again` }, create: { email, name: unique } }
    await step('Author.upsert', () => author.upsert(byEmail))
    await step('Author.findUnique', () => author.findUnique({ where: { email } }))
    const data = { writerId, ...code.write(`Draft ${unique}`, unique, number) }
    const { id } = await step('BlogPost.create', () => post.create({ data }))
    await step('BlogPost.update', () => post.update({ where: { id }, data: code.retitle(`Final ${unique}`) }))
    const byId = { where: { id }, update: code.write(`Second edition ${unique}`, unique, number), create: data }
    await step('BlogPost.upsert', () => post.upsert(byId))
    const { id: commentId } = await step('Comment.create', () => comment.create({ data: { postId: id, name: unique, body: 'First' } }))
    const onComment = { where: { id: commentId }, update: { body: 'Edited' }, create: { postId: id, name: unique, body: 'First' } }
    await step('Comment.upsert', () => comment.upsert(onComment))
    await step('Comment.update', () => comment.update({ where: { id: commentId }, data: { body: 'Edited again' } }))
    await step('BlogPost.findUnique', () => post.findUnique({ where: { id }, include: { comments: true } }))
    await step('Comment.delete', () => comment.delete({ where: { id: commentId } }))
    await step('BlogPost.delete', () => post.delete({ where: { id } }))
    await step('Author.delete', () => author.delete({ where: { id: writerId } }))
  }

  /** Readers look around; an editor corrects a post of years ago, which no version of the application deletes. */
  const read: Cycle = async ({ step, unique, number }) => {
    const id = 1 + ((number * 7919) % rows.posts)
    await step('BlogPost.findMany', () => post.findMany({ orderBy: code.frontPage, take: 10 }))
    await step('BlogPost.findUnique', () => post.findUnique({ where: { id }, include: { comments: true } }))
    await step('BlogPost.update', () => post.update({ where: { id }, data: { views: { increment: 1 } } }))
    const byWriter = { where: { writerId: 1 + (number % rows.authors), ...code.search(`Author ${1 + (number % rows.authors)}`) }, take: 5 }
    await step('BlogPost.findMany', () => post.findMany(byWriter))
    await step('BlogPost.update', () => post.update({ where: { id }, data: code.retitle(`Revised ${unique}`) }))
    await step('Comment.findMany', () => comment.findMany({ where: { postId: id }, orderBy: { id: 'desc' }, take: 10 }))
    await step('Author.findMany', () => author.findMany({ orderBy: { id: 'desc' }, take: 10 }))
  }

  return [write, read]
}
