import type { Session } from '../run/ports.ts'
import type { AdvisoryKey } from './blockers.ts'

/** pg_locks shows both halves of a key unsigned; the functions take them signed. */
const halves = ({ classId, objectId }: AdvisoryKey): readonly [number, number] => [classId | 0, objectId | 0]

/** Takes a lock of two integers for the session; false when another one has it. */
export async function tryLock(session: Session, key: AdvisoryKey): Promise<boolean> {
  const [row] = await session.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1::int, $2::int) AS locked', halves(key))
  return row?.locked === true
}

/** Gives it back. */
export async function unlock(session: Session, key: AdvisoryKey): Promise<void> {
  await session.query('SELECT pg_advisory_unlock($1::int, $2::int)', halves(key))
}
