import type { Argv } from 'yargs'

/** Where the application's own code is. */
export interface SourceSettings {
  /** tsconfig files, or folders; the nearest tsconfig.json of the project by default. Empty: the code is left out. */
  readonly source?: readonly string[] | undefined
}

export interface SourceArguments {
  /** False after `--no-source`. */
  readonly source?: readonly string[] | false
}

/** `--source`, for the commands that look whether old fields are still used. */
export const sourceOptions = (yargs: Argv): Argv =>
  yargs.option('source', {
    type: 'string',
    array: true,
    requiresArg: true,
    group: 'Evidence:',
    describe: "the application's tsconfig.json or folder, once for each (default: the nearest one); --no-source leaves the code out",
  })

/** The flag as settings of the library. */
export function sourceSettings({ source }: SourceArguments): SourceSettings {
  if (source === undefined) return {}
  const named = source === false ? [] : source.filter((name) => typeof name === 'string')
  return { source: named }
}
