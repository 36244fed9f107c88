import { blockText, parseDocument, type Block, type DocumentFile, type Member, type SchemaFile } from './document.ts'

/** The preview features that mean something to Prisma 7's schema engine; it rejects the ones that were retired. */
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

const connectionSettings: ReadonlySet<string> = new Set(['url', 'directUrl', 'shadowDatabaseUrl'])

const featuresFile = 'stager-preview-features.prisma'

/** Its line breaks only, so that the engine's messages keep the user's line numbers. */
const blank = (text: string): string => text.replaceAll(/[^\r\n]/g, '')

/**
 * What the engine gets to see: without connection settings (Prisma 5 and 6 kept them in the schema) and without generators
 * (foreign ones, retired preview features). The preview features that still mean something come back in a file of their own.
 */
export function prepareForEngine(files: readonly SchemaFile[]): readonly SchemaFile[] {
  const features = new Set<string>()
  const prepared = parseDocument(files)
    .files.map((file) => ({ path: file.path, content: prepareFile(file, features).replace(/^\uFEFF/, '') }))
    .filter(({ path }) => path !== featuresFile) // of an earlier preparation
  if (features.size === 0) return prepared
  const list = [...features].map((feature) => JSON.stringify(feature)).join(', ')
  const content = `generator stager {\n  provider = "prisma-client"\n  previewFeatures = [${list}]\n}\n`
  return [...prepared, { path: featuresFile, content }]
}

const prepareFile = ({ pieces }: DocumentFile, features: Set<string>): string =>
  pieces
    .map((piece) => {
      if (piece.kind === 'text') return piece.text
      if (piece.keyword === 'datasource') return piece.head + piece.members.map(withoutConnection).join('') + piece.tail
      if (piece.keyword !== 'generator') return blockText(piece)
      for (const feature of previewFeatures(piece)) if (knownPreviewFeatures.has(feature)) features.add(feature)
      return blank(blockText(piece))
    })
    .join('')

const withoutConnection = (member: Member): string =>
  member.kind === 'setting' && connectionSettings.has(member.name) ? blank(member.text) : member.text

const previewFeatures = (generator: Block): string[] =>
  generator.members
    .flatMap((member) => (member.kind === 'setting' && member.name === 'previewFeatures' ? [...member.value.matchAll(/"(\w+)"/g)] : []))
    .map(([, feature = '']) => feature)
