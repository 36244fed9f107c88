// Gets what was seen, from the server or from the file itself, and draws it.
import { patch } from './dom.js'
import { countOf, formatClock, formatDuration, formatMoment } from './format.js'
import { createCharts, overviewTiles } from './overview.js'
import { isOver, overTable, planCard } from './plan.js'
import { within } from './series.js'

const kept = document.getElementById('snapshot')
/** The server keeps as many, and joins neighbours when there are more; after a long time this page asks anew. */
const mostSamples = 3600

const charts = createCharts()
let state = null
let samples = []
let connected = true

const byId = (id) => document.getElementById(id)

function draw() {
  if (state === null) return
  patch(byId('database'), [state.database])
  patch(byId('overview'), overviewTiles(state))
  patch(byId('notices'), notices())
  const open = state.plans.filter((plan) => !isOver(plan))
  const none = 'No plan is in flight. A change of schema.prisma and stager plan make one.'
  const cards = open.map((plan) => planCard(plan, state.at))
  patch(byId('plans'), [cards.length === 0 ? emptyText(none) : cards, overTable(state.plans.filter(isOver))])
  patch(byId('about'), [
    `stager ${state.version}. Times on the axes are those of your browser; all are taken from the clock of the database.`,
  ])
  drawCharts()
  drawLive()
}

function emptyText(text) {
  const element = document.createElement('p')
  element.className = 'empty'
  element.textContent = text
  return element
}

function notices() {
  if (state.lost === null) return []
  const element = emptyText(`${state.lost.message} Trying again; what is shown is of ${formatMoment(state.at)}.`)
  element.className = 'notice bad'
  return [element]
}

function drawCharts() {
  const seconds = Number(document.querySelector('input[name="window"]:checked').value)
  const shown = within(samples, seconds)
  for (const { draw: drawChart, lines } of charts) drawChart(lines(shown))
  const [first] = samples
  const span = first === undefined ? '' : `${countOf(samples.length, 'look')} in ${formatDuration(samples.at(-1).at - first.at)}. `
  const where =
    kept === null ? 'What was seen is kept in the memory of the dashboard, since it began.' : 'As seen by the dashboard while it ran.'
  patch(byId('charts-note'), [`${span}${where}`])
}

/** In words that change seldom: a screen reader tells each change. */
function drawLive() {
  const lost = state?.lost !== null && state !== null
  const text =
    kept !== null
      ? `as of ${formatMoment(state.at)}`
      : !connected
        ? 'the dashboard has ended, or cannot be reached'
        : lost
          ? 'the database does not answer'
          : 'live'
  const element = byId('live')
  element.className = kept !== null ? 'kept' : connected && !lost ? 'good' : 'bad'
  patch(element, [text])
  document.title = `${lost || !connected ? '! ' : ''}stager${state === null ? '' : ` ${state.database.split(' ')[0]} ${formatClock(new Date(state.at))}`}`
}

function take(update) {
  state = update.state
  if (update.sample !== null) samples.push(update.sample)
}

function follow() {
  const events = new EventSource('events')
  events.addEventListener('snapshot', ({ data }) => {
    ;({ state, samples } = JSON.parse(data))
    connected = true
    draw()
  })
  events.addEventListener('update', ({ data }) => {
    take(JSON.parse(data))
    connected = true
    if (samples.length > mostSamples) {
      events.close()
      follow()
    }
    draw()
  })
  // The browser tries again by itself.
  events.addEventListener('error', () => {
    connected = false
    drawLive()
  })
}

byId('charts').append(...charts.map(({ figure }) => figure))
byId('window').addEventListener('change', drawCharts)
new ResizeObserver(() => drawCharts()).observe(byId('charts'))
if (kept === null) follow()
else {
  ;({ state, samples } = JSON.parse(kept.textContent))
  byId('save').remove()
  draw()
}
