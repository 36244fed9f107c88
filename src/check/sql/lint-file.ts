import { readTokens, type Token } from '../../sql/tokens.ts'
import { parseStatements, type ParsedStatement } from '../../sql/parse.ts'
import { transactionKind } from './transactions.ts'

/** A statement as rules see it. */
export interface LintStatement extends ParsedStatement {
  /** Without the comments before it. */
  readonly text: string
  /** Where it begins in the file, from 1. */
  readonly line: number
  /** Between a BEGIN and a COMMIT of its file. */
  readonly inTransaction: boolean
  /** `-- stager:allow` before it, in it, or behind it on its last line. */
  readonly allows: readonly Allow[]
}

/** `-- stager:allow <rule> <reason>` */
export interface Allow {
  readonly rule: string
  readonly reason: string
  readonly line: number
}

export interface LintFile {
  readonly path: string
  readonly sql: string
  readonly statements: readonly LintStatement[]
}

const allowComment = /^--\s*stager:allow\b[ \t]*(\S*)[ \t]*(.*?)\s*$/

/** Parses a script for the rules. Throws libpg-query's SqlError. */
export function readLintFile(path: string, sql: string): LintFile {
  const bytes = Buffer.from(sql)
  const tokens = readTokens(sql)
  const parsed = parseStatements(sql)
  const comments = tokens.filter(({ kind }) => kind === 'comment')
  const lineOf = lineCounter(bytes)
  const starts = parsed.map((statement) => firstWord(tokens, statement))
  const ends = parsed.map(({ sql: text, start }) => start + Buffer.byteLength(text))
  const ownerOf = (comment: Token): number => {
    const behind = ends.findIndex((end) => comment.start >= end && lineOf(comment.start) === lineOf(end))
    return behind === -1 ? ends.findIndex((end) => comment.start < end) : behind
  }
  const allows = comments.flatMap((comment) => {
    const [, rule, reason = ''] = allowComment.exec(comment.text) ?? []
    return rule === undefined ? [] : [{ owner: ownerOf(comment), allow: { rule, reason, line: lineOf(comment.start) } }]
  })
  let inTransaction = false
  const statements = parsed.map((statement, at) => {
    const kind = transactionKind(statement)
    if (kind === 'begin') inTransaction = true
    const own = inTransaction
    if (kind === 'end') inTransaction = false
    const start = starts[at] ?? statement.start
    return {
      ...statement,
      text: bytes.subarray(start, ends[at]).toString().trim(),
      line: lineOf(start),
      inTransaction: own,
      allows: allows.filter(({ owner }) => owner === at).map(({ allow }) => allow),
    }
  })
  return { path, sql, statements }
}

const firstWord = (tokens: readonly Token[], { start }: ParsedStatement): number =>
  tokens.find((token) => token.start >= start && token.kind !== 'comment')?.start ?? start

/** The line of a byte, from 1. */
export function lineCounter(bytes: Buffer): (offset: number) => number {
  const breaks: number[] = []
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) breaks.push(at)
  return (offset) => {
    const next = breaks.findIndex((at) => at >= offset)
    return (next === -1 ? breaks.length : next) + 1
  }
}
