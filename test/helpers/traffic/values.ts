import type { ScalarField } from './models.ts'

/** A value of the field's type; another number gives another value wherever the type has enough of them. */
export function valueOf(field: ScalarField, number: number, prefix: string): unknown {
  const value = single(field, number, prefix)
  return field.list ? [value, single(field, number + 1, prefix)] : value
}

function single({ type, values, native }: ScalarField, number: number, prefix: string): unknown {
  if (values !== null) return values[number % values.length]
  const [nativeType = '', ...args] = native
  switch (type) {
    case 'String':
      return textOf(nativeType, args, number, prefix)
    case 'Int':
      return nativeType === 'SmallInt' ? number % 32_768 : number
    case 'BigInt':
      return BigInt(number) + 5_000_000_000n
    case 'Float':
      return nativeType === 'Real' ? (number % 100_000) + 0.5 : number + 0.5
    case 'Decimal':
      return decimalOf(nativeType, args, number)
    case 'Boolean':
      return number % 2 === 0
    case 'DateTime':
      return nativeType === 'Date' ? new Date(86_400_000 * (number % 20_000)) : new Date(1_600_000_000_000 + number * 1000)
    case 'Json':
      return { number, prefix }
    case 'Bytes':
      return new TextEncoder().encode(`${prefix}${number}`)
    default:
      throw new Error(`No value for a field of type ${type}.`)
  }
}

function textOf(nativeType: string, args: readonly string[], number: number, prefix: string): string {
  const text = `${prefix} ${number}`
  const bits = (length: number): string => number.toString(2).padStart(length, '0').slice(-length)
  switch (nativeType) {
    case 'Uuid':
      return `00000000-0000-4000-8000-${number.toString(16).padStart(12, '0')}`
    case 'VarChar':
      return args[0] === undefined ? text : text.slice(-Number(args[0]))
    case 'Char':
      return String(number)
        .padStart(Number(args[0] ?? 1), 'x')
        .slice(-Number(args[0] ?? 1))
    case 'Bit':
    case 'VarBit':
      return bits(Number(args[0] ?? 1))
    case 'Inet':
      return `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`
    case 'Xml':
      return `<number>${number}</number>`
    default:
      return text
  }
}

function decimalOf(nativeType: string, args: readonly string[], number: number): string {
  if (nativeType === 'Money') return `${number % 1_000_000}.25`
  if (args.length === 0) return `${number}.25`
  const [precision = 1, scale = 0] = args.map(Number)
  const whole = String(number).slice(-Math.max(1, precision - scale))
  return scale === 0 ? whole : precision === scale ? `0.${String(number).slice(-scale)}` : `${whole}.${'1'.repeat(scale)}`
}
