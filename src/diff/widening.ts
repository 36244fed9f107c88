interface Limited {
  readonly name: string
  /** Empty where the type has no limit. */
  readonly limits: readonly number[]
}

function parseType(type: string): Limited | null {
  const [, name = '', list] = /^([A-Z]+)(?:\((\d+(?:,\s*\d+)?)\))?$/.exec(type) ?? []
  return name === '' ? null : { name, limits: list === undefined ? [] : list.split(',').map(Number) }
}

/**
 * True where PostgreSQL takes the new type without a look at the rows, and keeps the indexes. `CHAR` is padded, lists are converted
 * one element at a time, and another scale rounds: those rewrite the table.
 * https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES
 */
export function isWidening(from: string, to: string): boolean {
  const [old, wide] = [parseType(from), parseType(to)]
  if (old === null || wide === null || from === to) return false
  const [[oldLength, oldScale = 0], [length, scale = 0]] = [old.limits, wide.limits]
  switch (old.name) {
    case 'VARCHAR':
      if (wide.name === 'TEXT') return true
      return wide.name === 'VARCHAR' && oldLength !== undefined && (length === undefined || length > oldLength)
    case 'VARBIT':
      return wide.name === 'VARBIT' && oldLength !== undefined && (length === undefined || length > oldLength)
    case 'DECIMAL':
      return wide.name === 'DECIMAL' && oldLength !== undefined && length !== undefined && length > oldLength && scale === oldScale
    default:
      return false
  }
}
