import { ts } from 'ts-morph'
import type { TypeFinding } from '../evidence.ts'
import { clientTypes } from './client-types.ts'
import type { Source } from './open-sources.ts'

/** True for a program that imports a generated client. */
export function hasClient({ program }: Source): boolean {
  const { isClientFile } = clientTypes(new Map())
  return program.getSourceFiles().some(isClientFile)
}

/** The type errors of the application's own files. */
export function typeErrors({ program }: Source): readonly TypeFinding[] {
  const { isClientFile } = clientTypes(new Map())
  return program
    .getSourceFiles()
    .filter((file) => !file.isDeclarationFile && !/[/\\]node_modules[/\\]/.test(file.fileName) && !isClientFile(file))
    .flatMap((file) => program.getSemanticDiagnostics(file).flatMap((diagnostic) => toFinding(file, diagnostic)))
}

function toFinding(file: ts.SourceFile, { category, code, start = 0, messageText }: ts.Diagnostic): readonly TypeFinding[] {
  if (category !== ts.DiagnosticCategory.Error) return []
  const { line, character } = file.getLineAndCharacterOfPosition(start)
  const [message = ''] = ts.flattenDiagnosticMessageText(messageText, '\n').split('\n')
  return [{ file: file.fileName, line: line + 1, column: character + 1, code: `TS${String(code)}`, message }]
}

/** What is in `later` only. A message may speak of types, which differ between the clients: the place and the code tell. */
export function addedErrors(earlier: readonly TypeFinding[], later: readonly TypeFinding[]): readonly TypeFinding[] {
  const key = ({ file, line, column, code }: TypeFinding): string => `${file}:${String(line)}:${String(column)}:${code}`
  const known = new Set(earlier.map(key))
  return later.filter((finding) => !known.has(key(finding)))
}
