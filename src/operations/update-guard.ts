import { distinct } from '../sql/exact.ts'
import { ident } from '../sql/ident.ts'
import { anyDiffers, differs, type TypeOf } from './differs.ts'
import type { SyncRule } from './sync-rule.ts'

/** True in a session that is not the backfill's. */
export const isApplication = `current_setting('stager.backfill', true) IS DISTINCT FROM 'on'`

/**
 * When an update has anything for a rule to do, as it was written: the condition of the trigger, so that the other updates (the backfill's own
 * are most of them) never call its function. Null where an update cannot concern the rule. A column that a trigger's condition names can
 * be neither dropped nor given another type as long as the trigger is there, so there is none for a table with shadows, which take the
 * place of such columns: then `undefined`. https://www.postgresql.org/docs/current/sql-createtrigger.html
 */
export function updateGuard(rules: readonly SyncRule[], typeOf: TypeOf): string | null | undefined {
  if (rules.some(({ kind }) => kind === 'shadow')) return undefined
  const guards = rules.flatMap((rule) => guardsOf(rule, typeOf).map((guard) => `(${guard})`))
  return guards.length === 0 ? null : guards.join(' OR ')
}

const sourcesAlone = (typeOf: TypeOf, sources: readonly string[], column: string): string =>
  `(${anyDiffers(typeOf, sources)}) AND NOT (${differs(typeOf, column)})`

function guardsOf(rule: SyncRule, typeOf: TypeOf): readonly string[] {
  switch (rule.kind) {
    case 'mirror':
      return [
        `${differs(typeOf, rule.to)} AND ${distinct(typeOf(rule.to), `NEW.${ident(rule.to)}`, `NEW.${ident(rule.from)}`)}`,
        differs(typeOf, rule.from),
      ]
    case 'convert':
      return [`${differs(typeOf, rule.to)} AND ${isApplication}`, ...(rule.sources.length === 0 ? [] : [anyDiffers(typeOf, rule.sources)])]
    case 'shadow':
      return []
    case 'fill':
      return [
        ...(rule.required ? [`NEW.${ident(rule.column)} IS NULL`] : []),
        ...(rule.sources.length === 0 ? [] : [sourcesAlone(typeOf, rule.sources, rule.column)]),
      ]
    case 'back':
      return [
        `(${anyDiffers(typeOf, rule.sources)}) AND NOT (${anyDiffers(typeOf, rule.old)}) AND ${isApplication}`,
        ...(rule.required ? [`NEW.${ident(rule.column)} IS NULL`] : []),
      ]
    case 'count':
      return [differs(typeOf, rule.column)]
    case 'pending':
      return rule.sources.length === 0 ? [] : [sourcesAlone(typeOf, rule.sources, rule.column)]
  }
}
