import { createHash } from 'node:crypto'

/** Every string, so that a comment or brace in one is none; comments; and everything else, a character at a time. */
const token = /"(?:[^"\\]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|[\s\S]/g

/**
 * Twelve hexadecimal digits that tell one Prisma schema from another: the same for any layout, comments, order of blocks, datasource and
 * generators, and for one file or many.
 */
export function schemaFingerprint(schema: string): string {
  const blocks: string[] = []
  let block = ''
  let depth = 0
  for (const [text] of schema.matchAll(token)) {
    if (text.startsWith('//') || text.startsWith('/*')) continue
    // A line break ends a field or attribute.
    if (/^\s$/.test(text)) block += text === '\n' && depth > 0 && !block.endsWith(';') && !block.endsWith('{') ? ';' : ''
    else block += text
    if (text === '{') depth += 1
    if (text !== '}') continue
    depth -= 1
    if (depth > 0) continue
    blocks.push(block)
    block = ''
  }
  const models = blocks.filter((text) => !/^(?:datasource|generator)[\w-]+\{/.test(text)).toSorted()
  return createHash('sha256').update(models.join('\n')).digest('hex').slice(0, 12)
}

/** PostgreSQL cuts names at 63 bytes. */
const mostBytes = 63

/** An application_name that ends in the fingerprint; a name of the application's own comes first, as far as there is room. */
export function stampedName(fingerprint: string, own: string): string {
  const stamp = `stager:${fingerprint}`
  const bare = own.replace(/ ?stager:[0-9a-f]{12}$/, '')
  let kept = ''
  for (const character of bare) {
    if (Buffer.byteLength(`${kept}${character} ${stamp}`) > mostBytes) break
    kept += character
  }
  return kept === '' ? stamp : `${kept} ${stamp}`
}

/** The fingerprint in an application_name; null where there is none. */
export const fingerprintIn = (applicationName: string): string | null => /(?:^| )stager:([0-9a-f]{12})$/.exec(applicationName)?.[1] ?? null
