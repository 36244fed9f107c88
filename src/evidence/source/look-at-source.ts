import { existsSync } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import type { PlanBundle } from '../../plan/plan.ts'
import { generateClientBy } from '../../prisma/generate-client.ts'
import { schemaFilesIn } from '../../prisma/load.ts'
import type { SourceEvidence, TypeEvidence, TypeFinding } from '../evidence.ts'
import type { OldNames } from '../old-names.ts'
import { addedErrors, hasClient, typeErrors } from './check-types.ts'
import { clientDirectories, type ClientDirectory } from './client-directories.ts'
import { openSource, sourcePaths, type Source } from './open-sources.ts'
import { overlaid, type Overlay } from './overlay.ts'
import { scanSource, scanTypedSql } from './scan-source.ts'

export interface SourceQuestion {
  /** What paths are told relative to, and where `named` counts from. */
  readonly cwd: string
  /** The folder of the project. */
  readonly root: string
  readonly schemaPath: string
  /** What the user named; the nearest tsconfig.json where nothing was. */
  readonly named: readonly string[]
  readonly bundle: PlanBundle
  readonly names: OldNames
  readonly signal: AbortSignal
}

export interface SourceAnswer {
  readonly source: SourceEvidence
  readonly types: TypeEvidence
}

/**
 * Reads the application: where it names what goes, and what the compiler says once its client is the one of the target schema. What cannot be read
 * is said, never thrown; only a source that was named and is not there is an error of its own (`source-not-found`).
 */
export async function lookAtSource(question: SourceQuestion): Promise<SourceAnswer> {
  const named = question.named.length > 0 ? question.named : nearestConfig(question.root)
  if (named.length === 0) {
    const unknown = {
      state: 'unknown',
      reason: `there is no tsconfig.json in ${question.root}; name the application with --source`,
    } as const
    return { source: unknown, types: unknown }
  }
  const paths = sourcePaths(question.cwd, named)
  try {
    return await withFolder((folder) => answer(question, paths, folder))
  } catch (error) {
    question.signal.throwIfAborted()
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    const unknown = { state: 'unknown', reason } as const
    return { source: unknown, types: unknown }
  }
}

/** In the project's folder, or above it within the repository. */
function nearestConfig(root: string): readonly string[] {
  const config = join(root, 'tsconfig.json')
  if (existsSync(config)) return [config]
  return existsSync(join(root, '.git')) || dirname(root) === root ? [] : nearestConfig(dirname(root))
}

async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'stager-clients-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Generates clients of a schema into a folder; the compiler is to find them where the application's own are. */
async function generateClients(
  generators: readonly ClientDirectory[],
  schema: string,
  folder: string,
  signal: AbortSignal,
): Promise<readonly Overlay[]> {
  const overlays: Overlay[] = []
  for (const [at, generator] of generators.entries()) {
    await generateClientBy(generator, schema, join(folder, String(at)), signal)
    overlays.push({ from: generator.directory, to: join(folder, String(at), 'client') })
  }
  return overlays
}

async function answer(question: SourceQuestion, paths: readonly string[], folder: string): Promise<SourceAnswer> {
  const { cwd, schemaPath, names, bundle, signal } = question
  const shown = <T extends { readonly file: string }>(finding: T): T => ({ ...finding, file: relative(cwd, finding.file) })
  const sources = paths.map((path) => relative(cwd, path) || '.')
  const base = (await stat(schemaPath)).isDirectory() ? schemaPath : dirname(schemaPath)
  const files = schemaFilesIn(schemaPath)
  const generators = clientDirectories(files, base)
  const current = files.map(({ content }) => content).join('\n')
  // A client that was never generated here is the one of the schema as it is now.
  const absent = generators.filter(({ directory }) => !existsSync(directory))
  const missing = await generateClients(absent, current, join(folder, 'current'), signal)
  const opened = paths.map((path) => openSource(path, missing.length === 0 ? undefined : overlaid(missing)))
  const uses = distinct([...opened.flatMap((source) => scanSource(source, names)), ...scanTypedSql(join(base, 'sql'), names)]).map(shown)
  const source = { state: 'looked', sources, uses } as const
  const withClient = opened.filter(hasClient)
  if (withClient.length === 0)
    return { source, types: { state: 'unknown', reason: `nothing in ${sources.join(', ')} imports the generated client` } }
  const target = await generateClients(generators, bundle.texts.get('target.prisma') ?? '', join(folder, 'target'), signal)
  const errors = distinct(withClient.flatMap((one) => errorsWith(one, target))).map(shown)
  return { source, types: { state: 'looked', sources, errors } }
}

function errorsWith(source: Source, target: readonly Overlay[]): readonly TypeFinding[] {
  const after = typeErrors(openSource(source.path, overlaid(target)))
  // Without errors there is nothing to compare, and a whole type check to save.
  return after.length === 0 ? [] : addedErrors(typeErrors(source), after)
}

/** Two programs may have a file in common. */
function distinct<T extends { readonly file: string; readonly line: number; readonly column: number }>(
  findings: readonly T[],
): readonly T[] {
  return [...new Map(findings.map((finding) => [`${finding.file}:${String(finding.line)}:${String(finding.column)}`, finding])).values()]
}
