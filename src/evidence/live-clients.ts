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

/** Sorts connections by the schemas that their names tell of; asks for the schemas only where a name tells of one. */
export function judgeConnections(
  connections: readonly Connection[],
  schemas: () => readonly KnownSchema[],
  names: OldNames,
): Extract<ClientEvidence, { readonly state: 'looked' }> {
  const stamped = connections.flatMap((connection) => {
    const fingerprint = fingerprintIn(connection.applicationName)
    return fingerprint === null ? [] : [{ ...connection, fingerprint }]
  })
  const known = stamped.length === 0 ? new Map<string, KnownSchema>() : byFingerprint(schemas())
  const isOld = new Map(
    [...new Set(stamped.map(({ fingerprint }) => fingerprint))].flatMap((fingerprint) => {
      const schema = known.get(fingerprint)
      return schema === undefined ? [] : [[fingerprint, hasOld(names, schema.text)]]
    }),
  )
  const clients = stamped.map(({ processId, applicationName, user, fingerprint }): LiveClient => {
    return { processId, applicationName, user, fingerprint, schema: known.get(fingerprint)?.name ?? null }
  })
  const judged = (verdict: boolean | undefined): readonly LiveClient[] =>
    clients.filter(({ fingerprint }) => isOld.get(fingerprint) === verdict)
  return {
    state: 'looked',
    old: judged(true),
    unknown: judged(undefined),
    current: judged(false).length,
    unstamped: connections.length - stamped.length,
  }
}

/** The first of several that have the same. */
const byFingerprint = (schemas: readonly KnownSchema[]): ReadonlyMap<string, KnownSchema> =>
  new Map(schemas.toReversed().map((schema) => [schemaFingerprint(schema.text), schema]))
