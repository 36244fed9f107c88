import type { Finding } from '../check/finding.ts'
import { isFailing } from '../check/finding.ts'
import type { Terminal } from './terminal.ts'
import { countOf } from './wording.ts'

/** How many lines of a statement are shown. */
const mostLines = 3

/** The findings by file; notes are only counted, since most of them are about SQL that Prisma writes. */
export function checkHuman(findings: readonly Finding[], { bold, dim, red, yellow, green }: Terminal['dataColours']): string {
  const shown = findings.filter(({ level }) => level !== 'note')
  const files = [...new Set(shown.map(({ file }) => file))]
  return files
    .map((file) => {
      const own = shown.filter((finding) => finding.file === file)
      return [
        bold(file),
        ...own.flatMap((finding) => {
          const level = finding.allowed !== null ? green('allowed') : finding.level === 'error' ? red('error') : yellow('warning')
          const statement = finding.statement?.split('\n').slice(0, mostLines) ?? []
          return [
            `  ${level} ${finding.rule} ${dim(`line ${String(finding.line)}`)}`,
            `    ${finding.message}`,
            ...statement.map((line) => dim(`    | ${line}`)),
            finding.allowed === null ? `    Instead: ${finding.instead}` : `    Allowed: ${finding.allowed}`,
          ]
        }),
      ].join('\n')
    })
    .join('\n\n')
}

/** `2 errors, 1 warning, 7 notes` */
export function countFindings(findings: readonly Finding[]): string {
  const of = (level: Finding['level']): number => findings.filter((finding) => finding.level === level && finding.allowed === null).length
  const allowed = findings.filter((finding) => finding.allowed !== null).length
  const parts = [
    countOf(of('error'), 'error'),
    countOf(of('warning'), 'warning'),
    ...(of('note') === 0 ? [] : [countOf(of('note'), 'note')]),
    ...(allowed === 0 ? [] : [`${String(allowed)} allowed`]),
  ]
  return findings.some(isFailing) || parts.length > 2 ? parts.join(', ') : 'nothing'
}
