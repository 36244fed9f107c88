import { describe, expect, it } from 'vitest'
import { transitionText } from '../transition-case.ts'

describe('columns', () => {
  it('makes optional what contract will require, and leaves the layout alone', async () => {
    const text = await transitionText({
      before: 'model User {\n  id    Int     @id\n  email String? // where they are\n}\n',
      after: 'model User {\n  id    Int     @id\n  email String  // where they are\n  name  String\n}\n',
      flags: { fill: ["User.email=''", "User.name=''"] },
    })
    expect(text).toBe('model User {\n  id    Int     @id\n  email String? // where they are\n  name  String?\n}\n')
  })

  it('brings a dropped field back with its comments, in its place, optional and ignored', async () => {
    const text = await transitionText({
      before: 'model User {\n  id Int @id\n  /// Kept by hand.\n  legacy String @db.VarChar(10) // old\n  name String?\n}\n',
      after: 'model User {\n  id Int @id\n  name String?\n}\n',
      flags: { drop: ['User.legacy'] },
    })
    expect(text).toBe(
      'model User {\n  id Int @id\n  /// Kept by hand.\n  legacy String? @db.VarChar(10) @ignore // old\n  name String?\n}\n',
    )
  })

  it('gives a dropped field another name where its own means another column now', async () => {
    const text = await transitionText({
      before: 'model User {\n  id Int @id\n  name String\n}\n',
      after: 'model User {\n  id Int @id\n  name String? @map("full_name")\n}\n',
      flags: { drop: ['User.name'] },
    })
    expect(text).toContain('  name String? @map("full_name")\n  nameBefore String? @map("name") @ignore\n')
  })

  it('keeps out of the way of the names of columns and of unique keys', async () => {
    const text = await transitionText({
      before: 'model User {\n  id Int @id\n  a Int? @map("x")\n  key Int?\n  b Int?\n}\n',
      after: 'model User {\n  id Int @id\n  c Int? @map("a")\n  b Int?\n  d Int?\n  @@unique([b, d], name: "key")\n}\n',
      flags: { drop: ['User.a', 'User.key'] },
    })
    expect(text).toMatch(/aBefore Int\? @map\("x"\) @ignore/)
    expect(text).toMatch(/keyBefore Int\? @map\("key"\) @ignore/)
  })

  it('keeps a dropped default, and leaves the new one of a renamed column for contract', async () => {
    const text = await transitionText({
      before: 'model User {\n  id Int @id\n  a Int @default(1)\n  b String @default("b ) // \\"x\\"")\n}\n',
      after: 'model User {\n  id Int @id\n  a Int\n  c String @default("c")\n}\n',
      flags: { rename: ['User.b:c'] },
    })
    expect(text).toContain('  a Int @default(1)\n')
    expect(text).toContain('  c String?\n')
    expect(text).toContain('  b String? @default("b ) // \\"x\\"") @ignore\n')
  })

  it('wants no @ignore in a model that is ignored as a whole', async () => {
    const text = await transitionText({
      before: 'model User {\n  id Int @id\n  a Int\n  @@ignore\n}\n',
      after: 'model User {\n  id Int @id\n  @@ignore\n}\n',
      flags: { drop: ['User.a'] },
    })
    expect(text).toBe('model User {\n  id Int @id\n  a Int?\n  @@ignore\n}\n')
  })

  it('wants no @ignore on a type that Prisma does not know', async () => {
    const text = await transitionText({
      before: 'model User {\n  id Int @id\n  area Unsupported("circle") @default(dbgenerated("\'<(0,0),1>\'::circle"))\n}\n',
      after: 'model User {\n  id Int @id\n}\n',
      flags: { drop: ['User.area'] },
    })
    expect(text).toContain('  area Unsupported("circle") @default(dbgenerated("\'<(0,0),1>\'::circle"))\n')
  })

  it('follows a table whose model and fields have other names in the code now', async () => {
    const text = await transitionText({
      before: 'model User {\n  id Int @id\n  role Role\n  old String\n  @@index([old, role])\n}\nenum Role {\n  A\n}\n',
      after:
        'model Person {\n  id Int @id\n  kind PersonRole @map("role")\n  @@map("User")\n}\nenum PersonRole {\n  A\n  @@map("Role")\n}\n',
      flags: { drop: ['User.old', 'Person.old'].slice(0, 1) },
    })
    expect(text).toContain('  old String? @ignore\n')
    expect(text).toContain('  @@index([old, kind])\n')
    expect(text).toContain('kind PersonRole @map("role")\n')
  })
})
