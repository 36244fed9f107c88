import { expect, it } from 'vitest'
import { givesOwnValues } from '../../src/sql/volatile.ts'

it.each([
  ['gen_random_uuid()', true],
  ['(gen_random_uuid())::text', false],
  ['gen_random_uuid()::text', true],
  ['public.uuid_generate_v4()', true],
  ['uuidv7()', true],
  [`nextval('"Item_id_seq"'::regclass)`, false],
  ['floor(random() * 1000)', false],
  ['substr(gen_random_uuid()::text, 1, 2)', false],
  ['gen_random_uuid()::text::varchar(2)', false],
  ['clock_timestamp()', false],
])('%s gives rows values of their own: %s', (sql, expected) => {
  expect(givesOwnValues(sql)).toBe(expected)
})
