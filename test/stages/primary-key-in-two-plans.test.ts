import { expect, it } from 'vitest'
import { diffText } from '../diff/diff-text.ts'
import { query } from '../helpers/database.ts'
import { runOperationCases } from '../helpers/operation-case.ts'

const header = `generator client {
  provider = "prisma-client"
  output   = "../generated"
}

datasource db {
  provider = "postgresql"
}
`

const before = `${header}
model User {
  id      Int      @id @default(autoincrement())
  email   String
  posts   Post[]
  profile Profile?
}

model Post {
  id     Int    @id @default(autoincrement())
  title  String
  userId Int
  user   User   @relation(fields: [userId], references: [id], onDelete: Cascade)

  @@index([userId])
}

model Profile {
  id     Int    @id @default(autoincrement())
  bio    String
  userId Int    @unique
  user   User   @relation(fields: [userId], references: [id])
}
`

const between = before.replace('  email   String\n', '  uuid    String   @unique @default(uuid())\n  email   String\n')

const after = `${header}
model User {
  uuid    String   @id @default(uuid())
  email   String
  posts   Post[]
  profile Profile?
}

model Post {
  id       Int    @id @default(autoincrement())
  title    String
  userUuid String
  user     User   @relation(fields: [userUuid], references: [uuid], onDelete: Cascade)

  @@index([userUuid])
}

model Profile {
  id       Int    @id @default(autoincrement())
  bio      String
  userUuid String @unique
  user     User   @relation(fields: [userUuid], references: [uuid])
}
`

const seed = `INSERT INTO "User" ("email") SELECT 'user' || n || '@example.org' FROM generate_series(1, 100) AS n;
INSERT INTO "Post" ("title", "userId") SELECT 'post ' || n, 1 + n % 100 FROM generate_series(1, 300) AS n;
INSERT INTO "Profile" ("bio", "userId") SELECT 'bio ' || n, n FROM generate_series(1, 100) AS n;`

const owner = `(SELECT u.uuid FROM "User" AS u WHERE u.id = "userId")`

it('is refused in one plan, with the way out', async () => {
  const answers = ['--drop User.id', '--drop Post.userId', '--drop Profile.userId']
  const { refusals } = await diffText(before, after, ...answers)
  expect(refusals).toEqual([
    {
      code: 'primary-key-not-ready',
      model: 'User',
      field: null,
      message:
        'The primary key of User changes from (id) to (uuid), and id goes with it: while both releases run, User would have no key over ' +
        'required fields that both before and after contract name its rows.',
      hint:
        'Make two plans of it: first make uuid a required @unique field of User and keep id as it is; when that plan is contracted, make ' +
        'uuid the @id and drop id.',
    },
  ])
})

it('works in the two plans that the refusal names, with the foreign keys of other tables', { timeout: 300_000 }, async () => {
  await runOperationCases([
    { name: 'uuid beside', before, after: between, seed, answers: { fill: ['User.uuid=gen_random_uuid()::text'] } },
    {
      name: 'uuid instead',
      before: between,
      after,
      seed: 'SELECT 1',
      answers: {
        drop: ['User.id', 'Post.userId', 'Profile.userId'],
        fill: [`Post.userUuid=${owner}`, `Profile.userUuid=${owner}`],
      },
      afterContract: async (url) => {
        const lost = await query(
          url,
          `SELECT p.id FROM "Post" p JOIN "User" u ON u.uuid = p."userUuid" WHERE p.id <= 300 AND u.email <> 'user' || 1 + p.id % 100 || '@example.org'`,
        )
        expect(lost).toEqual([])
      },
    },
  ])
})
