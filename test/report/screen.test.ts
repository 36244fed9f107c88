import { expect, test } from 'vitest'

import { openScreen } from '../../src/report/screen.ts'

/** What is left of the control sequences when they are shown. */
const shown = (text: string): string => text.replaceAll('\u001B', '^')

test('a text is written over the one before, and the cursor comes back at the end', () => {
  const written: string[] = []
  const screen = openScreen({ rows: 5, write: (text) => written.push(shown(text)) })
  screen.draw('one\ntwo\n')
  screen.draw('three')
  screen.close()
  screen.close()
  expect(written).toEqual(['^[?25l^[2J^[H^[?7lone^[K\ntwo^[K^[J^[?7h', '^[H^[?7lthree^[K^[J^[?7h', '^[?25h\n'])
})

test('what does not fit is counted, not scrolled', () => {
  let written = ''
  const screen = openScreen({ rows: 4, write: (text) => (written += shown(text)) })
  screen.draw('1\n2\n3\n4\n5')
  expect(written).toContain('1^[K\n2^[K\n... and 3 more lines')
  expect(written).not.toContain('4')
})
