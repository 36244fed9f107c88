/**
 * stager as a library: each command as a function with plain options. They throw `StagerError` and print nothing.
 *
 * ```ts
 * import { apply, plan } from 'stager'
 *
 * await plan({ name: 'add_slug', fill: ['Post.slug=lower(title)'] })
 * await apply({ stage: 'expand', onEvent: (event) => console.log(event.type) })
 * ```
 *
 * @packageDocumentation
 */
export { apply, type ApplyResult, type ApplySettings } from './commands/apply.ts'
export { check, fix, type CheckResult, type CheckSettings, type FixResult, type FixSettings } from './commands/check.ts'
export type { ProjectSettings } from './commands/command.ts'
export { dashboard, type DashboardSettings } from './commands/dashboard.ts'
export { evidence, type EvidenceResult, type EvidenceSettings } from './commands/evidence.ts'
export { init, type InitFile, type InitResult, type InitSettings } from './commands/init.ts'
export { pause, type PauseResult, type PauseSettings } from './commands/pause.ts'
export { plan, type PlanResult, type PlanSettings } from './commands/plan.ts'
export { promote, type PromoteResult, type PromoteSettings } from './commands/promote.ts'
export { rehearse, type RehearsedPlan, type RehearseResult, type RehearseSettings } from './commands/rehearse.ts'
export { resume, type ResumeResult, type ResumeSettings } from './commands/resume.ts'
export { seal, type SealResult, type SealSettings, type SealedFile } from './commands/seal.ts'
export { status, type StatusResult, type StatusSettings } from './commands/status.ts'
export { undo, type UndoResult, type UndoSettings } from './commands/undo.ts'
export { verify, type VerifyResult, type VerifySettings } from './commands/verify.ts'
export type { Finding, Level, RuleId } from './check/finding.ts'
export type { SchemaChange } from './diff/change.ts'
export type { Answer, Question, Refusal } from './diff/question.ts'
export type {
  ClientEvidence,
  Growth,
  LiveClient,
  Objection,
  OldStatement,
  OldWrites,
  PlanEvidence,
  SourceEvidence,
  SourceUse,
  StatementEvidence,
  TypeEvidence,
  TypeFinding,
  WriteEvidence,
} from './evidence/evidence.ts'
export { StagerError, exitCode, type ExitCode } from './errors.ts'
export type { MeasuredStatement, Rehearsal, RehearsalFinding } from './plan/rehearsal.ts'
export type { Backfill, Gate, Plan, PlanBundle, StageName, Step, Verification } from './plan/plan.ts'
export type { Blocker, RunEvent } from './run/events.ts'
export type {
  BackfillStatus,
  EvidenceStatus,
  PlanStatus,
  SeenEvidence,
  StageStatus,
  StepStatus,
  VerificationStatus,
} from './run/status/plan-status.ts'
export type { ThrottleLimits } from './run/throttle.ts'
export type { PendingResult, VerificationResult } from './run/verify.ts'
export { defineBackfill, type BackfillDefinition } from './transform/define-backfill.ts'
export { testBackfill } from './transform/test-backfill.ts'
export { Decimal, JsonNull, type Json, type JsonValue } from './transform/values.ts'
