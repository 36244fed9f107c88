import type { PlanRuleId, SqlRuleId } from './rule-ids.ts'

/** error: an outage, a failure or lost data. warning: a person has to decide. note: worth knowing, and nothing fails because of it. */
export type Level = 'error' | 'warning' | 'note'

export type RuleId = SqlRuleId | PlanRuleId

/** Something that a reviewer must see. */
export interface Finding {
  readonly rule: RuleId
  readonly level: Level
  /** Relative to the project's root, with `/`. */
  readonly file: string
  /** Of the statement, from 1. */
  readonly line: number
  /** The statement without its leading comments; null where the finding is about a file or a plan. */
  readonly statement: string | null
  /** One sentence with the user's own names. */
  readonly message: string
  /** What to do, or to write, instead. */
  readonly instead: string
  /** The reason that a `-- stager:allow` gives for it; such a finding fails nothing. */
  readonly allowed: string | null
}

/** What makes `stager check` exit with 1. */
export const isFailing = ({ level, allowed }: Finding): boolean => level !== 'note' && allowed === null

/** The page about a rule. */
export const rulePage = (rule: RuleId): string => `docs/rules/${rule}.md`
