import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { parse as parseSql } from 'libpg-query'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'

import { renderDdl } from '../../src/prisma/engine.ts'
import { readPages, root, type CodeBlock } from './markdown.ts'

const pages = await readPages()
const blocks = pages.flatMap(({ path, blocks: own }) => own.map((block) => ({ ...block, place: `${path}:${String(block.line)}` })))

/** Blocks of these languages, but for fragments, which say so behind the language. */
const of = (...languages: readonly string[]): readonly (CodeBlock & { readonly place: string })[] =>
  blocks.filter(({ language, info }) => languages.includes(language) && !info.split(' ').includes('fragment'))

async function complaints(
  list: readonly (CodeBlock & { readonly place: string })[],
  read: (text: string) => unknown,
): Promise<readonly string[]> {
  const found: string[] = []
  for (const { place, text } of list) {
    try {
      await read(text)
    } catch (error) {
      found.push(`${place}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return found
}

test('every code block says what it is, and only what the tests know', () => {
  const known = ['sh', 'console', 'ts', 'prisma', 'sql', 'json', 'yaml', 'diff', 'text', 'ini']
  const unknown = blocks.filter(({ language }) => !known.includes(language))
  expect(unknown.map(({ place, language }) => `${place} ${language}`)).toEqual([])
})

test('schemas are such to Prisma’s engine', async () => {
  const datasource = 'datasource db {\n  provider = "postgresql"\n}\n'
  const read = (text: string) => renderDdl([{ path: 'schema.prisma', content: /^datasource /m.test(text) ? text : datasource + text }])
  expect(await complaints(of('prisma'), read)).toEqual([])
})

test('SQL is SQL', async () => {
  const read = (text: string) => parseSql(text.replaceAll(':key_range', 'true'))
  // The pages about rules have a test that runs their SQL; one shows what is no SQL.
  const own = of('sql').filter(({ place }) => !place.startsWith('docs/rules/'))
  expect(await complaints(own, read)).toEqual([])
})

test('JSON and YAML can be parsed', async () => {
  expect(await complaints(of('json'), (text) => JSON.parse(text) as unknown)).toEqual([])
  expect(await complaints(of('yaml'), (text) => parseYaml(text, { prettyErrors: true }) as unknown)).toEqual([])
})

test('TypeScript has no type error against the package', () => {
  const types = join(root, 'dist/src/index.d.ts')
  expect(existsSync(types), 'npm run build').toBe(true)
  const directory = join(root, 'test/docs')
  const files = new Map(
    of('ts').map(({ place, text }) => [join(directory, `${place.replaceAll(/[/:]/g, '_')}.ts`), `${text}\nexport {}\n`]),
  )
  files.set(join(directory, 'ambient.d.ts'), ambient)
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2023,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    // Without the DOM and Node's own types it takes a second.
    lib: ['lib.es2023.d.ts'],
    types: [],
    allowImportingTsExtensions: true,
    paths: { stager: [types] },
  }
  const host = ts.createCompilerHost(options)
  const { fileExists, getSourceFile } = host
  host.fileExists = (path) => files.has(path) || fileExists(path)
  host.getSourceFile = (path, target) => {
    const text = files.get(path)
    return text === undefined ? getSourceFile(path, target) : ts.createSourceFile(path, text, target)
  }
  const program = ts.createProgram([...files.keys()], options, host)
  const found = ts.getPreEmitDiagnostics(program).filter(({ file }) => file !== undefined && files.has(file.fileName))
  expect(found.map(({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)).toEqual([])
  expect(files.size).toBeGreaterThan(2)
})

/** What the examples use and this repository has not installed. */
const ambient = `
declare module 'slugify' { export default function slugify(text: string): string }
declare module '../stages/*' { const backfill: any; export default backfill }
declare const process: { readonly env: Readonly<Record<string, string | undefined>> }
declare const test: (name: string, run: () => Promise<void>) => void
declare const expect: (value: unknown) => { toEqual(other: unknown): void }
`
