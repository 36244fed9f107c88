export interface Family {
  readonly name: string
  readonly help: string
  readonly type: string
  readonly samples: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[]
}

const name = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const label = '[a-zA-Z_][a-zA-Z0-9_]*'

/**
 * Prometheus' text format, read as strictly as its documentation allows: HELP and TYPE once and before the samples, a family in one piece,
 * no label set twice, no escape but the three, no blank line, a line feed at the end.
 * https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 */
export function parseExposition(text: string): readonly Family[] {
  if (!text.endsWith('\n') || text.includes('\r')) throw new Error('every line ends with a line feed')
  const families: (Omit<Family, 'samples'> & { samples: { labels: Record<string, string>; value: number }[] })[] = []
  let help: { name: string; text: string } | null = null
  for (const line of text.slice(0, -1).split('\n')) {
    const comment = new RegExp(`^# (HELP|TYPE) (${name}) (.+)$`).exec(line)
    if (comment !== null) {
      const [, kind, of = '', rest = ''] = comment
      if (kind === 'HELP') {
        if (help !== null) throw new Error(`HELP of ${help.name} without TYPE`)
        if (/\\[^\\n]|\\$/.test(rest.replace(/\\\\/g, ''))) throw new Error(`an escape in HELP: ${line}`)
        help = { name: of, text: rest }
        continue
      }
      if (help?.name !== of) throw new Error(`TYPE without its HELP: ${line}`)
      if (!['gauge', 'counter'].includes(rest)) throw new Error(`a type that is not used: ${line}`)
      if (families.some((family) => family.name === of)) throw new Error(`a family in two pieces: ${of}`)
      families.push({ name: of, help: help.text, type: rest, samples: [] })
      help = null
      continue
    }
    const sample = new RegExp(`^(${name})(?:\\{(.*)\\})? (-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)$`).exec(line)
    const family = families.at(-1)
    if (sample === null || family === undefined || help !== null) throw new Error(`neither a comment nor a sample: ${line}`)
    const [, of, pairs, value] = sample
    if (of !== family.name) throw new Error(`a sample outside of its family: ${line}`)
    const labels = parseLabels(pairs)
    const key = labelSet(labels)
    if (family.samples.some((other) => labelSet(other.labels) === key)) throw new Error(`a label set twice: ${line}`)
    family.samples.push({ labels, value: Number(value) })
  }
  if (help !== null) throw new Error('HELP without TYPE')
  const empty = families.find(({ samples }) => samples.length === 0)
  if (empty !== undefined) throw new Error(`no sample of ${empty.name}`)
  return families
}

/** The same text for the same labels in any order. */
const labelSet = (labels: Readonly<Record<string, string>>): string =>
  JSON.stringify(
    Object.keys(labels)
      .toSorted()
      .map((key) => [key, labels[key]]),
  )

function parseLabels(text: string | undefined): Record<string, string> {
  const labels: Record<string, string> = {}
  let rest = text ?? ''
  if (text === '') throw new Error('empty braces')
  while (rest !== '') {
    const match = new RegExp(`^(${label})="((?:[^"\\\\\\n]|\\\\["\\\\n])*)"(,(?=.)|$)`).exec(rest)
    if (match === null) throw new Error(`labels: ${rest}`)
    const [whole, key = '', value = ''] = match
    if (key in labels || key.startsWith('__')) throw new Error(`a label twice, or a reserved one: ${key}`)
    labels[key] = value.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped))
    rest = rest.slice(whole.length)
  }
  return labels
}
