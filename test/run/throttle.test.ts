import { describe, expect, it } from 'vitest'
import { holdReason, noLimits, type Observations } from '../../src/run/throttle.ts'

const quiet: Observations = {
  paused: null,
  lagMilliseconds: 0,
  slotBytes: 0,
  archiveFiles: 0,
  waitingSessions: 0,
  activeSessions: 0,
  hold: false,
  holdProblem: null,
  wraparoundVacuum: false,
}

describe('why the next batch waits', () => {
  it('waits for nothing that nobody asked about', () => {
    const loud = { ...quiet, lagMilliseconds: 1e9, slotBytes: 1e12, archiveFiles: 99, waitingSessions: 99, activeSessions: 99, hold: true }
    expect(holdReason(noLimits, loud)).toBeNull()
    expect(holdReason(noLimits, { ...quiet, lagMilliseconds: null, slotBytes: null, hold: null })).toBeNull()
  })

  it.each([
    [{ lagMilliseconds: 5_000 }, { lagMilliseconds: 5_001 }, 'a replica is 5.0 s behind, and 5.0 s are allowed'],
    [{ slotBytes: 2 ** 31 }, { slotBytes: 2 ** 32 }, 'a replication slot holds 4.0 GB of WAL, and 2.0 GB are allowed'],
    [{ archiveFiles: 10 }, { archiveFiles: 11 }, '11 WAL files wait to be archived, and 10 may'],
    [{ waitingSessions: 0 }, { waitingSessions: 1 }, '1 session waits for a lock on the table, and 0 may'],
    [{ activeSessions: 40 }, { activeSessions: 41 }, '41 sessions are active, and 40 may be'],
  ])('names what is over its limit: %j', (limit, seen, reason) => {
    expect(holdReason({ ...noLimits, ...limit }, { ...quiet, ...limit })).toBeNull()
    expect(holdReason({ ...noLimits, ...limit }, { ...quiet, ...seen })).toBe(reason)
  })

  it.each(['lagMilliseconds', 'slotBytes', 'archiveFiles', 'waitingSessions', 'activeSessions'] as const)(
    'holds when %s was asked for and cannot be seen',
    (name) => {
      expect(holdReason({ ...noLimits, [name]: 1 }, { ...quiet, [name]: null })).toMatch(/cannot be seen by this role.*pg_monitor/)
    },
  )

  it('holds when the query of --hold-while says so, fails, or says nothing', () => {
    const limits = { ...noLimits, holdWhile: 'SELECT true' }
    expect(holdReason(limits, quiet)).toBeNull()
    expect(holdReason(limits, { ...quiet, hold: true })).toBe('the query of --hold-while says so')
    expect(holdReason(limits, { ...quiet, hold: null })).toBe('the query of --hold-while returned no boolean')
    expect(holdReason(limits, { ...quiet, hold: null, holdProblem: 'failed: no such table' })).toBe(
      'the query of --hold-while failed: no such table',
    )
  })

  it('is paused by a person, and gives way to a vacuum that cannot wait, whatever the limits', () => {
    expect(holdReason(noLimits, { ...quiet, paused: { by: 'ann@web', reason: 'sale' } })).toBe('paused by ann@web: sale')
    expect(holdReason(noLimits, { ...quiet, wraparoundVacuum: true })).toMatch(/wraparound/)
  })
})
