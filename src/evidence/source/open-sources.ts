import { existsSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Project, ts, type FileSystemHost } from 'ts-morph'
import { StagerError, exitCode } from '../../errors.ts'

/** One program of the application. */
export interface Source {
  /** The tsconfig.json, or the folder where there is none. */
  readonly path: string
  readonly project: Project
  readonly program: ts.Program
}

const patterns = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'].map((extension) => `**/*.${extension}`)
const skipped = ['**/node_modules/**', '**/dist/**', '**/build/**', '**/.next/**']

/** The tsconfig files behind the paths that a user named: a file, a folder with one, and the projects that it refers to; or a bare folder. */
export function sourcePaths(cwd: string, named: readonly string[]): readonly string[] {
  const found = named.flatMap((name) => {
    const path = resolve(cwd, name)
    if (!existsSync(path)) {
      throw new StagerError('source-not-found', `There is no source at ${name}.`, {
        exitCode: exitCode.usage,
        hint: "Name the application's tsconfig.json or folder: --source apps/web/tsconfig.json",
      })
    }
    if (statSync(path).isFile()) return withReferences(path)
    const config = join(path, 'tsconfig.json')
    return existsSync(config) ? withReferences(config) : [path]
  })
  return [...new Set(found)]
}

/** A solution file has no sources of its own. https://www.typescriptlang.org/docs/handbook/project-references.html */
function withReferences(config: string, seen = new Set<string>()): readonly string[] {
  if (seen.has(config) || !existsSync(config)) return []
  seen.add(config)
  const { config: json } = ts.readConfigFile(config, (path) => ts.sys.readFile(path)) as {
    config?: { files?: readonly string[]; include?: readonly string[]; references?: readonly { path: string }[] }
  }
  const references = (json?.references ?? []).flatMap(({ path }) => {
    const target = resolve(dirname(config), path)
    return withReferences(target.endsWith('.json') ? target : join(target, 'tsconfig.json'), seen)
  })
  const isSolution = references.length > 0 && json?.files?.length === 0 && json.include === undefined
  return isSolution ? references : [config, ...references]
}

/** Reads a program; its generated client may come from elsewhere, through `fileSystem`. */
export function openSource(path: string, fileSystem?: FileSystemHost): Source {
  const host = fileSystem === undefined ? {} : { fileSystem }
  const isFile = path.endsWith('.json')
  const project = isFile
    ? new Project({ tsConfigFilePath: path, ...host })
    : new Project({
        ...host,
        compilerOptions: {
          allowJs: true,
          noEmit: true,
          skipLibCheck: true,
          target: ts.ScriptTarget.ES2022,
          module: ts.ModuleKind.NodeNext,
          moduleResolution: ts.ModuleResolutionKind.NodeNext,
          allowImportingTsExtensions: true,
        },
      })
  if (!isFile)
    project.addSourceFilesAtPaths([
      ...patterns.map((pattern) => join(path, pattern)),
      ...skipped.map((pattern) => `!${join(path, pattern)}`),
    ])
  return { path, project, program: project.getProgram().compilerObject }
}
