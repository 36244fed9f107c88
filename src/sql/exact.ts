/**
 * Whether `=` of a type tells all values apart that a reader of the column can tell apart. It does not:
 *
 * - for text of any kind under a nondeterministic collation, which no schema.prisma shows, and for `citext`: by the bytes they differ;
 * - for `interval` ('1 day' is 24 hours), `jsonb` and `numeric` without a scale (1.0 is 1.00): in PostgreSQL's text form they differ;
 * - for `json`, `xml` and geometric types, which have no `=`, or one for areas;
 * - for types that PostgreSQL got from elsewhere (`Unsupported("...")`), domains over the above among them: nobody knows.
 *
 * `real` and `double precision` are compared by `=`: their text form depends on `extra_float_digits` of the session, and all that `=`
 * overlooks is the sign of zero. https://www.postgresql.org/docs/current/collation.html#COLLATION-NONDETERMINISTIC
 */
type Comparison =
  | 'value'
  /** Under the collation "C", which compares bytes; no slower than another, for equality. */
  | 'bytes'
  | 'text form'

const comparedByValue =
  /^(SMALLINT|INTEGER|INT|BIGINT|OID|REAL|DOUBLE PRECISION|BOOLEAN|MONEY|UUID|INET|BYTEA|DATE|(VAR)?BIT|TIME(STAMP)?(TZ)?)(\(\d+\))?$/i
const scaled = /^(DECIMAL|NUMERIC)\(.*\)$/i
/** `char` with its blanks is as long as the column says, whoever wrote it. */
const comparedByBytes = /^(TEXT|VARCHAR|CHAR)(\(\d+\))?$/i

/** `type` as Prisma's DDL writes it. An enum is a quoted name there; an array is compared as its elements are. */
function comparisonOf(type: string): Comparison {
  const element = type.replace(/\[\]$/, '')
  if (comparedByBytes.test(element)) return 'bytes'
  return comparedByValue.test(element) || scaled.test(element) || element.endsWith('"') ? 'value' : 'text form'
}

const operands: Readonly<Record<Comparison, (left: string, operator: string, right: string) => string>> = {
  value: (left, operator, right) => `${left} ${operator} ${right}`,
  bytes: (left, operator, right) => `${left} ${operator} ${right} COLLATE "C"`,
  'text form': (left, operator, right) => `${left}::text ${operator} ${right}::text COLLATE "C"`,
}

/** True where a reader of a column of this type can tell the two values, columns or expressions in parentheses, apart. NULL is a value here. */
export const distinct = (type: string, left: string, right: string): string => operands[comparisonOf(type)](left, 'IS DISTINCT FROM', right)

export const same = (type: string, left: string, right: string): string => operands[comparisonOf(type)](left, 'IS NOT DISTINCT FROM', right)

/** The same of a value that has been of another type meanwhile: zeros at the end of a number are no loss. */
export const altered = (type: string, left: string, right: string): string =>
  /^(DECIMAL|NUMERIC)$/i.test(type) ? operands.value(left, 'IS DISTINCT FROM', right) : distinct(type, left, right)
