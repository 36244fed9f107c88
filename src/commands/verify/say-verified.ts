import { toJson } from '../../report/ndjson.ts'
import type { Terminal } from '../../report/terminal.ts'
import { countOf } from '../../report/wording.ts'
import type { VerifyResult } from '../verify.ts'

/** The verdict; the reporter has told each verification already. */
export function sayVerified(result: VerifyResult, { json, data, say, colours }: Terminal): void {
  const { plans, verifications, repaired, passed } = result
  if (json) {
    data(toJson(result))
    return
  }
  if (plans.length === 0) {
    say('Nothing to verify: no plan is waiting for contract.')
    return
  }
  const failed = verifications.filter(({ offending }) => offending > 0n)
  for (const { label, hint } of failed) say(`${colours.red(label)}: ${hint}`)
  if (repaired.length > 0) say(`Repaired, and verified again: ${repaired.join(', ')}.`)
  if (passed) say(`${colours.green('Verified')}: ${plans.join(', ')}. Contract asks for a proof that is at most 24 hours old.`)
  else say(`${countOf(failed.length, 'verification')} failed; contract refuses until none does.`)
}
