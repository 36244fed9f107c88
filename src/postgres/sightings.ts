import type { Growth } from '../evidence/evidence.ts'
import type { Sightings, SightingSource } from '../run/evidence-ports.ts'
import type { Session } from '../run/ports.ts'

/** The key that says: a baseline was taken. A count without one of its own is of something that began later. */
const taken = '*'

interface Row {
  readonly key: string
  readonly value: bigint
  readonly baseline: bigint | null
  readonly grewAfter: Date | null
  readonly grewUntil: Date | null
}

/** stager's own tables; all times are clock_timestamp(). */
export const sightings: Sightings = {
  async note(session, planId, source, counts, { baseline }) {
    const known = (await isReady(session)) ? await session.query<{ id: string }>('SELECT id FROM stager.plans WHERE id = $1', [planId]) : []
    if (known.length === 0) return totals(counts)
    const all = baseline ? new Map([...counts, [taken, 0n]]) : counts
    await session.execute(
      `INSERT INTO stager.sightings AS s (plan_id, source, key, baseline, value, looked_at, grew_until)
       SELECT $1, $2, u.key,
         CASE WHEN $5::boolean THEN u.value WHEN EXISTS (SELECT 1 FROM stager.sightings WHERE plan_id = $1 AND source = $2 AND key = '${taken}') THEN 0 END,
         u.value, clock_timestamp(), CASE WHEN u.value > 0 THEN clock_timestamp() END
       FROM unnest($3::text[], $4::bigint[]) AS u(key, value)
       ON CONFLICT (plan_id, source, key) DO UPDATE SET
         baseline = CASE WHEN $5::boolean THEN excluded.value ELSE s.baseline END, value = excluded.value, looked_at = excluded.looked_at,
         grew_after = CASE WHEN excluded.value <> s.value THEN s.looked_at ELSE s.grew_after END,
         grew_until = CASE WHEN excluded.value <> s.value THEN excluded.looked_at ELSE s.grew_until END`,
      [planId, source, [...all.keys()], [...all.values()].map(String), baseline],
    )
    return recall(session, planId, source, counts)
  },

  async recall(session, planId, source, counts) {
    return (await isReady(session)) ? recall(session, planId, source, counts) : totals(counts)
  },

  async acknowledge(session, planId, objections, { osUser, host }) {
    for (const { evidence, what } of objections) {
      await session.transaction(async (transaction) => {
        await transaction.execute(
          'INSERT INTO stager.acknowledgements (plan_id, evidence, what, database_user, os_user, host) VALUES ($1, $2, $3, session_user, $4, $5)',
          [planId, evidence, what, osUser, host],
        )
        await transaction.execute('INSERT INTO stager.history (plan_id, what, database_user) VALUES ($1, $2, session_user)', [
          planId,
          `acknowledged ${evidence}: ${what}`,
        ])
      })
    }
  },
}

async function isReady(session: Session): Promise<boolean> {
  const [found] = await session.query<{ ready: boolean }>(`SELECT to_regclass('stager.sightings') IS NOT NULL AS ready`)
  return found?.ready === true
}

/** As `note` would leave them, of counts that it has recorded just now as well. */
async function recall(
  session: Session,
  planId: string,
  source: SightingSource,
  counts: ReadonlyMap<string, bigint>,
): Promise<ReadonlyMap<string, Growth>> {
  const rows = await session.query<Row>(
    `SELECT u.key, u.value,
       CASE WHEN s.key IS NOT NULL THEN s.baseline WHEN EXISTS (SELECT 1 FROM stager.sightings WHERE plan_id = $1 AND source = $2 AND key = '${taken}') THEN 0 END AS baseline,
       CASE WHEN s.value <> u.value THEN s.looked_at ELSE s.grew_after END AS "grewAfter",
       CASE WHEN s.value = u.value THEN s.grew_until WHEN s.key IS NOT NULL OR u.value > 0 THEN clock_timestamp() END AS "grewUntil"
     FROM unnest($3::text[], $4::bigint[]) AS u(key, value)
     LEFT JOIN stager.sightings AS s ON s.plan_id = $1 AND s.source = $2 AND s.key = u.key`,
    [planId, source, [...counts.keys()], [...counts.values()].map(String)],
  )
  return new Map(rows.map((row) => [row.key, toGrowth(row)]))
}

const totals = (counts: ReadonlyMap<string, bigint>): ReadonlyMap<string, Growth> =>
  new Map([...counts].map(([key, value]) => [key, { total: Number(value), sinceDeploy: null, lastGrowth: null }]))

/** A count that is below its baseline began again at zero: the statistics were reset. */
function toGrowth({ value, baseline, grewAfter, grewUntil }: Row): Growth {
  return {
    total: Number(value),
    sinceDeploy: baseline === null ? null : Number(value < baseline ? value : value - baseline),
    lastGrowth: grewUntil === null ? null : { after: grewAfter, until: grewUntil },
  }
}
