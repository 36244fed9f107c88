import { bracketDepth, linesOf, type SchemaFile } from './document.ts'

/** The preview features that Prisma 7's engine still knows; others were retired, and it rejects them. */
const knownPreviewFeatures: ReadonlySet<string> = new Set([
  'nativeDistinct',
  'partialIndexes',
  'postgresqlExtensions',
  'relationJoins',
  'shardKeys',
  'strictUndefinedChecks',
  'typedSql',
  'views',
])

const connectionSetting = /^\s*(url|directUrl|shadowDatabaseUrl)\s*=/

/** An empty line in its place, so that the engine's messages keep the user's line numbers. */
const blank = (line: string): string => (line.endsWith('\r\n') ? '\r\n' : line.endsWith('\n') ? '\n' : '')

/**
 * What the engine gets to see: without connection settings (Prisma 5 and 6 kept them in the schema) and without generators
 * (foreign ones, retired preview features). The preview features that still mean something come back in a file of their own.
 */
export function prepareForEngine(files: readonly SchemaFile[]): readonly SchemaFile[] {
  const features = new Set<string>()
  const prepared = files.map(({ path, content }) => ({ path, content: prepareFile(content, features) }))
  if (features.size === 0) return prepared
  const list = [...features].map((feature) => JSON.stringify(feature)).join(', ')
  const content = `generator stager {\n  provider = "prisma-client"\n  previewFeatures = [${list}]\n}\n`
  return [...prepared, { path: 'stager-preview-features.prisma', content }]
}

function prepareFile(content: string, features: Set<string>): string {
  let block: 'generator' | 'datasource' | null = null
  let depth = 0
  return linesOf(content)
    .map((line) => {
      if (depth === 0) block = /^\s*generator\s+\w/.test(line) ? 'generator' : /^\s*datasource\s+\w/.test(line) ? 'datasource' : null
      depth = Math.max(0, bracketDepth(line, depth, '{}'))
      if (block === 'generator') {
        for (const [, feature] of line.matchAll(/"(\w+)"/g)) if (knownPreviewFeatures.has(feature ?? '')) features.add(feature ?? '')
        return blank(line)
      }
      return block === 'datasource' && connectionSetting.test(line) ? blank(line) : line
    })
    .join('')
}
