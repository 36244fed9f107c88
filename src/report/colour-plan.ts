import type { Terminal } from './terminal.ts'

/** The rendered plan with its headings in bold, its details dim, and what is gone for good in red. Without colours: the same text. */
export function colourPlan(text: string, { bold, dim, red }: Terminal['dataColours']): string {
  return text
    .split('\n')
    .map((line) => {
      if (line === '') return line
      if (!line.startsWith(' ')) return bold(line)
      if (line.includes('gone for good')) return red(line)
      return line.startsWith('      ') ? dim(line) : line
    })
    .join('\n')
}
