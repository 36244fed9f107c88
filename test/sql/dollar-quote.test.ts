import { expect, it } from 'vitest'
import { dollarQuoted } from '../../src/sql/dollar-quote.ts'

it('takes a tag that the code does not contain', () => {
  expect(dollarQuoted(' BEGIN NULL; END ')).toBe('$stager$ BEGIN NULL; END $stager$')
  expect(dollarQuoted(' SELECT "$stager$" ')).toBe('$stager1$ SELECT "$stager$" $stager1$')
  expect(dollarQuoted(' SELECT "$stager$$stager1$" ')).toBe('$stager2$ SELECT "$stager$$stager1$" $stager2$')
})
