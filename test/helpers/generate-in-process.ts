import { createRequire } from 'node:module'
import type * as GeneratorPackage from '@prisma/client-generator-ts'
import type * as Internals from '@prisma/internals'

/** Only their CommonJS builds load in Node. */
const require = createRequire(import.meta.url)

/**
 * What `prisma generate` does for a folder's `schema.prisma`, with the same generator, but not in a process of its own: of that second
 * one, the generator takes a twentieth. Throws with Prisma's words when the schema is wrong.
 */
export async function generateInProcess(schemaPath: string): Promise<void> {
  const { getGenerators, loadSchemaContext } = require('@prisma/internals') as typeof Internals
  const { PrismaClientTsGenerator } = require('@prisma/client-generator-ts') as typeof GeneratorPackage
  const schemaContext = await loadSchemaContext({ schemaPath: { cliProvidedPath: schemaPath }, printLoadMessage: false })
  const registry = { 'prisma-client': { type: 'in-process', generator: new PrismaClientTsGenerator() } } as const
  const generators = await getGenerators({
    schemaContext,
    registry,
    skipDownload: true,
    printDownloadProgress: false,
    cliCommand: 'generate',
  })
  for (const generator of generators) {
    await generator.generate()
    generator.stop()
  }
}
