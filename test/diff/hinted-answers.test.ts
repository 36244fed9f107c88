import { describe, expect, it } from 'vitest'
import { withHintedAnswers } from '../../src/diff/hinted-answers.ts'
import { parseAnswers, type AnswerFlags } from '../../src/diff/parse-answers.ts'
import { readSchema } from '../../src/prisma/load.ts'
import { readRenameHints } from '../../src/prisma/rename-hints.ts'

const schemaOf = (values: string) =>
  readSchema([
    {
      path: 'schema.prisma',
      content: `datasource db {\n  provider = "postgresql"\n}\nmodel A {\n  id Int @id\n  role Role\n}\nenum Role {\n${values}\n  @@map("roles")\n}\n`,
    },
  ])

async function hintedIn(before: string, after: string, flags: AnswerFlags = {}) {
  const [from, to] = [await schemaOf(before), await schemaOf(after)]
  const { answers, hinted } = withHintedAnswers(parseAnswers(flags), readRenameHints(to.document), from.schema, to.schema)
  return { mapped: Object.fromEntries(answers.valueMappings), hinted }
}

describe('a hint on the value of an enum', () => {
  const after = 'ADMIN @map("admin") // @stager.renamed(from: "OWNER")'

  it('says what its rows get, in the names of the code', async () => {
    const given = { mapped: { 'Role.OWNER': 'ADMIN' }, hinted: { rename: [], mapValue: ['Role.OWNER:ADMIN'] } }
    expect(await hintedIn('OWNER @map("owner")', after)).toEqual(given)
  })

  it('says nothing when a flag has said it, and when it is left from an earlier plan', async () => {
    for (const key of ['Role.OWNER', 'roles.owner']) {
      expect(await hintedIn('OWNER @map("owner")\nGUEST', `${after}\nGUEST`, { mapValue: [`${key}:GUEST`] })).toEqual({
        mapped: { [key]: 'GUEST' },
        hinted: { rename: [], mapValue: [] },
      })
    }
    expect(await hintedIn('ADMIN @map("admin")', after)).toEqual({ mapped: {}, hinted: { rename: [], mapValue: [] } })
    expect(await hintedIn('ADMIN @map("admin")\nOWNER', after)).toEqual({ mapped: {}, hinted: { rename: [], mapValue: [] } })
  })
})
