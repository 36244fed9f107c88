// Lines over time in SVG.
import { h, svg } from './dom.js'
import { formatClock } from './format.js'
import { latestOf, peakOf } from './series.js'

const height = 132
const room = { left: 52, right: 12, top: 10, bottom: 20 }
/** Lines differ in their dashes, too: colours alone do not tell everyone. */
const dashes = [null, '6 3', '2 3', '8 3 2 3']
/** Rows of the table of values. */
const mostRows = 12

/**
 * A chart that can be drawn again and again. `format` tells a value, `short` a value on the axis; `least` is what the axis shows at least, `most` at most.
 */
export function createChart({ title, format, short = format, least, most = Infinity, empty }) {
  const reading = h('p', { class: 'reading' })
  const plot = svg('svg', { role: 'img', height })
  const legend = h('ul', { class: 'legend' })
  const table = h('table', {}, h('caption', { class: 'unseen' }, `${title}: values`))
  const values = h('details', { class: 'values' }, h('summary', {}, 'Values'), h('div', { class: 'scroll' }, table))
  const figure = h('figure', { class: 'chart' }, h('figcaption', {}, h('span', {}, title), reading), plot, legend, values)
  let lines = []
  let hovered = null

  function draw(next = lines) {
    lines = next
    const drawn = lines.filter(({ points }) => points.some(([, value]) => value !== null))
    const width = Math.max(200, figure.clientWidth || 320)
    plot.setAttribute('viewBox', `0 0 ${width} ${height}`)
    plot.setAttribute('width', width)
    plot.setAttribute('aria-label', `${title}. ${summary(drawn)}`)
    plot.replaceChildren(...(drawn.length === 0 ? [emptyText(width)] : shapes(drawn, width)))
    reading.replaceChildren(...readings(drawn))
    legend.hidden = drawn.length < 2
    legend.replaceChildren(...drawn.map(({ name }, at) => h('li', {}, legendMark(at), name)))
    if (values.open) drawTable(drawn)
  }

  const emptyText = (width) => svg('text', { x: width / 2, y: height / 2, class: 'empty' }, empty)

  function shapes(drawn, width) {
    const scale = scaleOf(drawn, width, least, most)
    const ticks = [0, 0.5, 1].map((part) => part * scale.top)
    return [
      ...ticks.map((value) =>
        svg('line', { class: 'grid', x1: room.left, x2: width - room.right, y1: scale.y(value), y2: scale.y(value) }),
      ),
      ...ticks.map((value) => svg('text', { class: 'tick left', x: room.left - 6, y: scale.y(value) + 3.5 }, short(value))),
      ...timeTicks(scale, width),
      ...(drawn.length === 1 ? [svg('path', { class: 'area', d: areaPath(drawn[0].points, scale) })] : []),
      ...drawn.map(({ points }, at) =>
        svg('path', { class: `line line-${at % 4}`, 'stroke-dasharray': dashes[at % 4], d: linePath(points, scale) }),
      ),
      ...crosshair(drawn, scale),
    ]
  }

  function crosshair(drawn, scale) {
    const at = hovered === null ? null : nearest(drawn[0].points, scale.time(hovered))
    const points = drawn.map(({ points: all }) => all[at ?? all.length - 1])
    const dots = points.map((point, line) =>
      point === undefined || point[1] === null
        ? null
        : svg('circle', { class: `dot line-${line % 4}`, r: 3, cx: scale.x(point[0]), cy: scale.y(point[1]) }),
    )
    const [first] = points
    const x = at === null || first === undefined ? null : scale.x(first[0])
    return [x === null ? null : svg('line', { class: 'cross', x1: x, x2: x, y1: room.top, y2: height - room.bottom }), ...dots].filter(
      (shape) => shape !== null,
    )
  }

  function readings(drawn) {
    if (drawn.length === 0) return []
    if (hovered !== null) {
      const scale = scaleOf(drawn, Number(plot.getAttribute('width')), least, most)
      const at = nearest(drawn[0].points, scale.time(hovered))
      const told = drawn.map(({ points }) => tell(points[at]?.[1] ?? null)).join(' / ')
      return [h('strong', {}, told), ` at ${formatClock(drawn[0].points[at]?.[0] ?? 0)}`]
    }
    return [h('strong', {}, drawn.map((line) => tell(latestOf(line))).join(' / ')), ` peak ${tell(peakOf(drawn))}`]
  }

  const tell = (value) => (value === null ? 'none' : format(value))

  const summary = (drawn) =>
    drawn.length === 0 ? empty : drawn.map((line) => `${line.name}: now ${tell(latestOf(line))}, peak ${tell(peakOf([line]))}`).join('; ')

  function drawTable(drawn) {
    const times = (drawn[0]?.points ?? []).map(([at]) => at)
    const step = Math.max(1, Math.ceil(times.length / mostRows))
    const shown = times.map((at, index) => [at, index]).filter(([, index]) => (times.length - 1 - index) % step === 0)
    table.replaceChildren(
      h('caption', { class: 'unseen' }, `${title}: values`),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ['Time', ...drawn.map(({ name }) => name)].map((name) => h('th', { scope: 'col' }, name)),
        ),
      ),
      h(
        'tbody',
        {},
        shown.map(([at, index]) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, formatClock(at)),
            drawn.map(({ points }) => h('td', {}, tell(points[index]?.[1] ?? null))),
          ),
        ),
      ),
    )
  }

  values.addEventListener('toggle', () => draw())
  plot.addEventListener('pointermove', (event) => {
    hovered = event.offsetX
    draw()
  })
  plot.addEventListener('pointerleave', () => {
    hovered = null
    draw()
  })
  return { figure, draw }
}

function legendMark(at) {
  const line = svg('line', { class: `line line-${at % 4}`, 'stroke-dasharray': dashes[at % 4], x1: 0, x2: 22, y1: 5, y2: 5 })
  return svg('svg', { class: 'mark', width: 22, height: 10, 'aria-hidden': 'true' }, line)
}

/** Where a moment and a value are drawn, and which moment is drawn at an x. */
function scaleOf(lines, width, least, most) {
  const times = lines.flatMap(({ points }) => [points[0][0], points.at(-1)[0]])
  const [from, to] = [Math.min(...times), Math.max(...times)]
  const span = Math.max(1, to - from)
  const top = Math.min(most, niceAbove(Math.max(least, peakOf(lines) ?? 0)))
  const [wide, high] = [width - room.left - room.right, height - room.top - room.bottom]
  return {
    from,
    to,
    top,
    x: (at) => round(room.left + ((at - from) / span) * wide),
    y: (value) => round(room.top + (1 - value / top) * high),
    time: (x) => from + ((x - room.left) / wide) * span,
  }
}

const round = (number) => Math.round(number * 10) / 10

/** The next of 1, 2, 4, 5, 6, 8 times a power of ten: halves of them are short numbers, too. */
function niceAbove(value) {
  const power = 10 ** Math.floor(Math.log10(value))
  return ([1, 2, 4, 5, 6, 8, 10].find((factor) => factor * power >= value) ?? 10) * power
}

function timeTicks({ from, to, x }, width) {
  const count = width < 420 ? 2 : 3
  return Array.from({ length: count }, (_, index) => from + ((to - from) * index) / (count - 1)).map((at, index) =>
    svg(
      'text',
      { class: `tick ${['start', 'middle', 'end'][count === 2 ? index * 2 : index]}`, x: x(at), y: height - 5 },
      formatClock(at, to - from < 7_200_000),
    ),
  )
}

/** Parts of a line, without those moments that have no value. */
function parts(points) {
  const all = [[]]
  for (const point of points) {
    if (point[1] === null) all.push([])
    else all.at(-1).push(point)
  }
  return all.filter((part) => part.length > 0)
}

const linePath = (points, { x, y }) =>
  parts(points)
    .map((part) => `M${part.map(([at, value]) => `${x(at)} ${y(value)}`).join('L')}${part.length === 1 ? 'h0.1' : ''}`)
    .join('')

const areaPath = (points, scale) =>
  parts(points)
    .map((part) => `${linePath(part, scale)}L${scale.x(part.at(-1)[0])} ${scale.y(0)}L${scale.x(part[0][0])} ${scale.y(0)}Z`)
    .join('')

function nearest(points, time) {
  let best = 0
  points.forEach(([at], index) => {
    if (Math.abs(at - time) < Math.abs(points[best][0] - time)) best = index
  })
  return best
}
