/** One simple command of a shell script: its words without quotes. */
export type Words = readonly string[]

/**
 * The simple commands of a script as documentation shows it: quotes, comments, continued lines, operators and redirections. Variables
 * and globs stay as they are written.
 */
export function commandsOf(script: string): readonly Words[] {
  return script
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .flatMap((line) => commandsOfLine(line))
}

function commandsOfLine(line: string): readonly Words[] {
  const commands: string[][] = [[]]
  // A word (quoted parts included), an operator, or the comment that ends the line.
  for (const [token] of line.matchAll(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\|&;()#<>]|(?<=\S)#|<[\w -]+>)+|[|&;()]+|[<>]+|#.*$/g)) {
    if (token.startsWith('#')) break
    if (/^[|&;()]+$/.test(token)) commands.push([])
    else commands.at(-1)?.push(token.startsWith('>') || token === '<' ? token : unquoted(token))
  }
  return commands.filter((words) => words.length > 0).map((words) => withoutRedirections(words))
}

function unquoted(token: string): string {
  return token.replaceAll(/"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g, (_, double?: string, single?: string, escaped?: string) =>
    double === undefined ? (single ?? escaped ?? '') : double.replaceAll(/\\(["\\$`])/g, '$1'),
  )
}

function withoutRedirections(words: readonly string[]): Words {
  return words.filter((word, index) => !/^[<>]+$/.test(word) && !/^[<>]+$/.test(words[index - 1] ?? ''))
}

/** The arguments of stager, when the command runs it; null for another program. Variables that are set before it are skipped. */
export function stagerArguments(words: Words): readonly string[] | null {
  const rest = words.slice(words.findIndex((word) => !/^[A-Z_]+=/.test(word)))
  const prefix = [['npx', 'stager'], ['pnpm', 'exec', 'stager'], ['yarn', 'stager'], ['stager']].find((names) =>
    names.every((name, index) => rest[index] === name),
  )
  return prefix === undefined ? null : rest.slice(prefix.length)
}
