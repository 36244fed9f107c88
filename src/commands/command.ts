import type { Argv } from 'yargs'

import type { Terminal } from '../report/terminal.ts'

/** What every command finds in its argv: the global flags, and the terminal that cli.ts opened. */
export interface GlobalArguments {
  readonly schema?: string | undefined
  readonly databaseUrl?: string | undefined
  readonly config?: string | undefined
  readonly json: boolean
  readonly verbose: boolean
  readonly terminal: Terminal
}

/** A yargs CommandModule over the global flags. Light: `builder` and `handler` import what they need. */
export interface Command<Arguments> {
  readonly command: string
  readonly describe: string
  readonly builder: (yargs: Argv) => Argv
  readonly handler: (argv: GlobalArguments & Arguments) => Promise<void>
}

/** Where a project is looked for; every settings object of the library has these. */
export interface ProjectSettings {
  /** Where to start; the process's working directory by default. */
  readonly cwd?: string | undefined
  /** Path of `schema.prisma` or of its folder. */
  readonly schema?: string | undefined
  readonly databaseUrl?: string | undefined
  /** Path of `prisma.config.ts`. */
  readonly config?: string | undefined
}

/** The global flags as settings of the library. */
export function projectSettings(argv: GlobalArguments): ProjectSettings {
  return { cwd: process.cwd(), schema: argv.schema, databaseUrl: argv.databaseUrl, config: argv.config }
}

/** The flags that every command has. */
export function globalOptions(yargs: Argv): Argv {
  return yargs
    .option('schema', { type: 'string', requiresArg: true, global: true, group: 'Project:', describe: 'schema.prisma, or its folder' })
    .option('database-url', { type: 'string', requiresArg: true, group: 'Project:', describe: 'PostgreSQL connection string' })
    .option('config', { type: 'string', requiresArg: true, group: 'Project:', describe: 'prisma.config.ts' })
    .option('json', { type: 'boolean', default: false, group: 'Output:', describe: 'data on stdout, for programs' })
    .option('verbose', { type: 'boolean', default: false, group: 'Output:', describe: 'stack traces of errors' })
}
