type Labels = Readonly<Record<string, string>>

export interface Sample {
  readonly labels: Labels
  readonly value: number | bigint
}

export interface Metric {
  readonly name: string
  readonly type: 'gauge' | 'counter'
  /** One sentence; docs/status.md has the same. */
  readonly help: string
  readonly samples: readonly Sample[]
}

export const gauge = (name: string, help: string, samples: readonly Sample[]): Metric => ({ name, type: 'gauge', help, samples })
export const counter = (name: string, help: string, samples: readonly Sample[]): Metric => ({ name, type: 'counter', help, samples })

/** A sample, or none where nobody can tell. */
export const sampleOf = (labels: Labels, value: number | bigint | null): readonly Sample[] => (value === null ? [] : [{ labels, value }])

/** One sample for each state: 1 for the one that it is in. */
export const oneOf = <State extends string>(states: readonly State[], now: State, labels: Labels): readonly Sample[] =>
  states.map((state) => ({ labels: { ...labels, state }, value: state === now ? 1 : 0 }))

/**
 * Prometheus' text format: one family after the other, a metric without samples left out.
 * https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 */
export function renderMetrics(metrics: readonly Metric[]): string {
  return metrics
    .filter(({ samples }) => samples.length > 0)
    .flatMap(({ name, type, help, samples }) => [
      `# HELP ${name} ${escapeHelp(help)}`,
      `# TYPE ${name} ${type}`,
      ...samples.map(({ labels, value }) => `${name}${renderLabels(labels)} ${String(value)}`),
    ])
    .map((line) => `${line}\n`)
    .join('')
}

function renderLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

const escapeHelp = (text: string): string => text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n')
const escapeLabel = (text: string): string => escapeHelp(text).replace(/"/g, '\\"')
