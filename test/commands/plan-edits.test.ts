import { expect, it } from 'vitest'
import { parseDocument, serialiseDocument } from '../../src/prisma/document.ts'
import { applyEdits } from '../../src/prisma/schema-edits.ts'
import { planTexts } from '../compatibility/plan-texts.ts'

const schema = (...members: readonly string[]): string =>
  ['datasource db {', '  provider = "postgresql"', '}', '', 'model User {', ...members.map((line) => `  ${line}`), '}', ''].join('\n')

it('leads from each text to the next one, blank lines included', async () => {
  const before = schema('name String', 'name1 String', '@@id([name, name1])')
  const after = schema('name String @id', 'name1 String', '@@index([name])')
  const { bundle } = await planTexts({ before, after })
  const { edits } = bundle.plan
  const edited = (text: string, list: typeof edits.expand): string | undefined =>
    serialiseDocument(applyEdits(parseDocument([{ path: 'schema.prisma', content: text }]), list))[0]?.content
  const transition = bundle.texts.get('transition.prisma') ?? ''
  expect(edited(before, edits.expand)).toBe(transition)
  expect(edited(transition, edits.promote)).toBe(after)
  expect(edited(transition, edits.undo)).toBe(before)
})
