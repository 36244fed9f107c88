import { existsSync, realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { blocksOf, parseDocument, type Block, type SchemaFile } from '../../prisma/document.ts'
import type { ClientGenerator } from '../../prisma/generate-client.ts'

/** A generated client of the application. */
export interface ClientDirectory extends ClientGenerator {
  /** Absolute; may not be there yet. */
  readonly directory: string
}

const providers: readonly string[] = ['prisma-client', 'prisma-client-js'] satisfies readonly ClientGenerator['provider'][]

/** Where the generators of a schema put their clients. `base` is the folder that the files' paths count from. */
export function clientDirectories(files: readonly SchemaFile[], base: string): readonly ClientDirectory[] {
  return files.flatMap((file) =>
    blocksOf(parseDocument([file])).flatMap((block): readonly ClientDirectory[] => {
      const provider = textOf(block, 'provider')
      if (block.keyword !== 'generator' || provider === null || !providers.includes(provider)) return []
      const folder = dirname(join(base, file.path))
      const output = textOf(block, 'output')
      const directory = output === null ? installedClient(base) : resolve(folder, output)
      const settings = block.members.flatMap((member) =>
        member.kind === 'setting' && !['provider', 'output', 'binaryTargets', 'engineType'].includes(member.name)
          ? [member.text.trim()]
          : [],
      )
      return directory === null ? [] : [{ provider: provider as ClientGenerator['provider'], settings, directory }]
    }),
  )
}

function textOf({ members }: Block, name: string): string | null {
  const value = members.find((member) => member.kind === 'setting' && member.name === name)
  return value?.kind === 'setting' && value.value.startsWith('"') ? (JSON.parse(value.value) as string) : null
}

/** What `@prisma/client` re-exports; beside it, also where a package manager keeps packages by symbolic links. */
function installedClient(base: string): string | null {
  try {
    const installed = createRequire(join(base, 'schema.prisma')).resolve('@prisma/client/package.json')
    const modules = dirname(dirname(dirname(existsSync(installed) ? realpathSync(installed) : installed)))
    return join(modules, '.prisma/client')
  } catch {
    return null
  }
}
