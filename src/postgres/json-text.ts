import { Decimal } from '../transform/values.ts'
import { UnfitValue } from './unfit-value.ts'

/** A JSON text as JavaScript's values. Throws `UnfitValue` for a number that they would round. */
export function jsonOf(text: string): unknown {
  // Numbers of up to 15 digits are exact; a text without a longer one, or an exponent, is not looked at twice.
  if (/[\d.]{16}|\d[eE]/.test(text)) {
    for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g)) {
      if (!token.startsWith('"') && !isExact(token)) throw new UnfitValue(`the number ${token} in its JSON, which JavaScript rounds`)
    }
  }
  return JSON.parse(text) as unknown
}

const isExact = (token: string): boolean => Number.isFinite(Number(token)) && new Decimal(token).equals(Number(token))

/** Null for Prisma's `DbNull`; its `JsonNull` is JSON's null. */
export function jsonText(value: unknown): string | null {
  const special = prismaNull(value)
  if (special !== null) return special === 'DbNull' ? null : 'null'
  const text = stringify(value)
  if (text === undefined) throw new UnfitValue(`a ${typeof value}`)
  if (text.includes('null')) refuseNonFinite(value)
  return text
}

function prismaNull(value: unknown): 'DbNull' | 'JsonNull' | null {
  const name = (value as { _getName?: () => unknown })._getName?.()
  return name === 'DbNull' || name === 'JsonNull' ? name : null
}

function stringify(value: unknown): string | undefined {
  try {
    return JSON.stringify(value)
  } catch (error) {
    // A bigint, or a cycle.
    throw new UnfitValue(`what is no JSON (${error instanceof Error ? error.message.split('\n')[0] : String(error)})`)
  }
}

/** JSON.stringify turns NaN and Infinity into null. */
function refuseNonFinite(value: unknown): void {
  JSON.stringify(value, (_, item: unknown) => {
    if (typeof item === 'number' && !Number.isFinite(item)) throw new UnfitValue(`the number ${item} in JSON`)
    return item
  })
}
