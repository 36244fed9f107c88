import { h } from './dom.js'

/** A table that scrolls by itself where it is too wide, with the keyboard as well. */
export function dataTable({ caption, columns, rows, id }) {
  return h(
    'div',
    { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption, id },
    h(
      'table',
      {},
      h('caption', {}, caption),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          columns.map(({ title, number, short }) => h('th', { scope: 'col', class: number ? 'number' : short && 'short' }, title)),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map((row) =>
          h(
            'tr',
            {},
            row.map((cell, at) =>
              h(
                at === 0 ? 'th' : 'td',
                { scope: at === 0 && 'row', class: columns[at].number ? 'number' : columns[at].short && 'short' },
                cell,
              ),
            ),
          ),
        ),
      ),
    ),
  )
}

/** A state in words, with a mark and a colour that say the same. */
export const badge = (kind, text) => h('span', { class: `badge ${kind}` }, h('span', { 'aria-hidden': 'true' }, `${marks[kind]} `), text)

const marks = { done: '✔', running: '▶', waiting: '‖', bad: '✖', pending: '○', none: '–' }

/** How far something is, in a bar and in words. */
export function progressBar(share, label) {
  return share === null
    ? h('progress', { 'aria-label': label })
    : h('progress', { max: '1', value: share.toFixed(4), 'aria-label': label }, `${Math.floor(share * 100)}%`)
}
