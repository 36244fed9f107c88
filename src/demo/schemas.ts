/** What a blog looks like that has been running for some years. Every change that the demo makes starts here. */
export const beforeSchema = `generator client {
  provider = "prisma-client-js"
  output   = "./client"
}

datasource db {
  provider = "postgresql"
}

/// Someone who writes posts.
model Author {
  id       Int      @id @default(autoincrement())
  email    String   @unique
  name     String
  joinedAt DateTime @default(now())
}

model BlogPost {
  id           Int       @id @default(autoincrement())
  title        String
  author       String // the byline, as typed into the form
  writerId     Int // an Author, by convention only
  body         String
  excerpt      String?
  importedFrom String? // the old blog engine's URL, unused since 2019
  views        Int       @default(0)
  publishedAt  DateTime  @default(now())
  updatedAt    DateTime  @updatedAt
  comments     Comment[]

  @@index([writerId])
}

model Comment {
  id        Int      @id @default(autoincrement())
  postId    Int
  post      BlogPost @relation(fields: [postId], references: [id], onDelete: Cascade)
  name      String
  body      String
  createdAt DateTime @default(now())

  @@index([postId])
}
`

/** The schema that the team wants: seven changes at once, most of which Prisma Migrate alone cannot make on live data. */
export const afterSchema = `generator client {
  provider = "prisma-client-js"
  output   = "./client"
}

datasource db {
  provider = "postgresql"
}

/// Someone who writes posts.
model Author {
  id       Int        @id @default(autoincrement())
  email    String     @unique
  name     String
  joinedAt DateTime   @default(now())
  posts    BlogPost[]
}

model BlogPost {
  id          Int       @id @default(autoincrement())
  title       String
  slug        String    @unique // new: what the URL shows, computed from the title
  authorName  String // was: author
  writerId    Int
  writer      Author    @relation(fields: [writerId], references: [id]) // new: a real foreign key
  body        String
  excerpt     String // was optional
  views       Int       @default(0)
  publishedAt DateTime  @default(now())
  updatedAt   DateTime  @updatedAt
  comments    Comment[]

  @@unique([writerId, title]) // new
  @@index([writerId])
  @@index([publishedAt]) // new
}

model Comment {
  id        Int      @id @default(autoincrement())
  postId    Int
  post      BlogPost @relation(fields: [postId], references: [id], onDelete: Cascade)
  name      String
  body      String
  createdAt DateTime @default(now())

  @@index([postId])
}
`

/** The change's transform: the one value that this team computes in TypeScript. */
export const slugTransform = `import { defineBackfill } from 'stager'

export default defineBackfill<{ id: number; title: string }, { slug: string }>({
  read: ['title'], // the key is always there
  transform: ({ id, title }) => ({ slug: \`\${slugify(title)}-\${id}\` }),
})

function slugify(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
`
