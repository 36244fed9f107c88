import { fingerprintIn, schemaFingerprint } from '../client/fingerprint.ts'
import type { Connection } from '../run/evidence-ports.ts'
import type { ClientEvidence, LiveClient } from './evidence.ts'
import { hasOld, type OldNames } from './old-names.ts'

/** A schema that an application may have been built from. */
export interface KnownSchema {
  /** For people: `before add_slug`. */
  readonly name: string
  readonly text: string
}

/** Sorts connections by the schemas that their names tell of. */
export function judgeConnections(connections: readonly Connection[], schemas: readonly KnownSchema[], names: OldNames): ClientEvidence {
  const known = new Map(schemas.toReversed().map((schema) => [schemaFingerprint(schema.text), schema]))
  const old: LiveClient[] = []
  const unknown: LiveClient[] = []
  let [current, unstamped] = [0, 0]
  for (const { processId, applicationName, user } of connections) {
    const fingerprint = fingerprintIn(applicationName)
    if (fingerprint === null) {
      unstamped += 1
      continue
    }
    const schema = known.get(fingerprint)
    const client = { processId, applicationName, user, fingerprint, schema: schema?.name ?? null }
    if (schema === undefined) unknown.push(client)
    else if (hasOld(names, schema.text)) old.push(client)
    else current += 1
  }
  return { state: 'looked', old, unknown, current, unstamped }
}
