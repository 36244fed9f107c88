/**
 * Code as a dollar-quoted string, under a tag that the code does not contain: names and texts in it may hold anything.
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-DOLLAR-QUOTING
 */
export function dollarQuoted(code: string): string {
  for (let number = 0; ; number += 1) {
    const tag = number === 0 ? '$stager$' : `$stager${String(number)}$`
    if (!code.includes(tag)) return `${tag}${code}${tag}`
  }
}
