import { StagerError, exitCode } from '../errors.ts'
import type { DuplicateRule, Fill, OrphanRule } from './change.ts'
import { flagText, kebab } from './flags.ts'
import { listed } from './names.ts'
import { parseDown, parseFill } from './parse-fill.ts'
import type { Answers } from './question.ts'

export const answerFlagNames = ['rename', 'drop', 'fill', 'down', 'duplicates', 'orphans', 'mapValue'] as const

type FlagName = (typeof answerFlagNames)[number]

/** The values of the answering flags, each as often as it was given. */
export type AnswerFlags = { readonly [Name in FlagName]?: readonly string[] | undefined }

export const noAnswers: Answers = {
  renames: new Map(),
  modelRenames: new Map(),
  moves: new Map(),
  valueMappings: new Map(),
  drops: new Set(),
  fills: new Map(),
  downs: new Map(),
  duplicates: new Map(),
  orphans: new Map(),
}

const forms: Readonly<Record<FlagName, { readonly form: string; readonly example: string }>> = {
  rename: { form: 'Model.old:new, Old:New or Model.old:Other.field', example: 'User.name:fullName' },
  drop: { form: 'Model.field or Model', example: 'User.legacy' },
  fill: { form: 'Model.field=<sql expression>, =path/to/transform.ts, =ts or =none', example: 'User.slug=lower(title)' },
  down: { form: 'Model.field=<sql expression>', example: "User.legacy='x'" },
  duplicates: { form: 'Model.field:suffix, :null, :delete or :refuse', example: 'User.email:suffix' },
  orphans: { form: 'Model.field:delete, :null or :refuse', example: 'Post.authorId:delete' },
  mapValue: { form: 'Enum.OLD:NEW', example: 'Role.OWNER:ADMIN' },
}

const invalid = (flag: FlagName, value: string): StagerError =>
  new StagerError('answer-invalid', `${flagText(flag, value)} is not understood: --${kebab(flag)} takes ${forms[flag].form}.`, {
    exitCode: exitCode.usage,
    hint: `For example ${flagText(flag, forms[flag].example)}`,
  })

const modelOrField = /^[^\s.:=](?:[^.:=]*[^\s.:=])?(?:\.[^\s.:=]+)?$/
const field = /^[^\s.:=]+\.[^\s.:=]+$/

/** The part before the first separator, trimmed, and the part after it. */
function splitAt(flag: FlagName, value: string, separator: string): readonly [string, string] {
  const at = value.indexOf(separator)
  const [key, rest] = [value.slice(0, at).trim(), value.slice(at + 1).trim()]
  if (at < 0 || rest === '' || !field.test(key)) throw invalid(flag, value)
  return [key, rest]
}

/** Two different answers to one question are a mistake; the same one twice is not. */
function once<Value>(flag: FlagName, entries: readonly (readonly [string, Value])[]): ReadonlyMap<string, Value> {
  const map = new Map<string, Value>()
  for (const [key, value] of entries) {
    if (map.has(key) && JSON.stringify(map.get(key)) !== JSON.stringify(value))
      throw conflict(`--${kebab(flag)} is given twice for ${key}.`)
    map.set(key, value)
  }
  return map
}

const conflict = (message: string): StagerError =>
  new StagerError('answer-conflict', message, { exitCode: exitCode.usage, hint: 'Give one answer for each field.' })

type Rename = { readonly of: 'field' | 'model' | 'move'; readonly from: string; readonly to: string }

function parseRename(value: string): Rename {
  const [, from, to] = /^\s*([^\s.:=](?:[^.:=]*[^\s.:=])?)\s*:\s*([^\s.:=](?:[^.:=]*[^\s.:=])?)\s*$/.exec(value) ?? []
  if (from !== undefined && to !== undefined) return { of: 'model', from, to }
  const [key, target] = splitAt('rename', value, ':')
  const model = key.slice(0, key.indexOf('.') + 1)
  const name = target.startsWith(model) ? target.slice(model.length) : target
  if (field.test(name)) return { of: 'move', from: key, to: name }
  if (/[\s.:=]/.test(name)) throw invalid('rename', value)
  return { of: 'field', from: key, to: name }
}

/** A value of an enum may hold any character: the last colon ends the old one. */
function parseValueMapping(value: string): readonly [string, string] {
  const at = value.lastIndexOf(':')
  const [key, to] = [value.slice(0, at).trim(), value.slice(at + 1).trim()]
  if (at < 0 || to === '' || !/^[^.]+\..+$/s.test(key)) throw invalid('mapValue', value)
  return [key, to]
}

function parseDrop(value: string): string {
  const key = value.trim()
  if (!modelOrField.test(key)) throw invalid('drop', value)
  return key
}

function parseRule<Rule extends string>(flag: FlagName, value: string, rules: readonly Rule[]): readonly [string, Rule] {
  const [key, given] = splitAt(flag, value, ':')
  const rule = rules.find((candidate) => candidate === given)
  if (rule === undefined) throw invalid(flag, value)
  return [key, rule]
}

const duplicateRules: readonly DuplicateRule[] = ['refuse', 'null', 'suffix', 'delete']
const orphanRules: readonly OrphanRule[] = ['refuse', 'null', 'delete']

/** The flags as answers. Throws `answer-invalid` and `answer-conflict`, both usage errors that name the flag. */
export function parseAnswers(flags: AnswerFlags): Answers {
  const pairs = (flag: 'fill' | 'down', parse: (value: string, given: string) => Fill): ReadonlyMap<string, Fill> =>
    once(
      flag,
      (flags[flag] ?? []).map((value) => {
        const [key, rest] = splitAt(flag, value, '=')
        return [key, parse(rest, flagText(flag, value))] as const
      }),
    )
  const parsed = (flags.rename ?? []).map(parseRename)
  const renames = (of: Rename['of']): ReadonlyMap<string, string> =>
    once(
      'rename',
      parsed.filter((rename) => rename.of === of).map(({ from, to }) => [from, to] as const),
    )
  const answers: Answers = {
    renames: renames('field'),
    modelRenames: renames('model'),
    moves: renames('move'),
    valueMappings: once('mapValue', (flags.mapValue ?? []).map(parseValueMapping)),
    drops: new Set((flags.drop ?? []).map(parseDrop)),
    fills: pairs('fill', parseFill),
    downs: pairs('down', parseDown),
    duplicates: once(
      'duplicates',
      (flags.duplicates ?? []).map((value) => parseRule('duplicates', value, duplicateRules)),
    ),
    orphans: once(
      'orphans',
      (flags.orphans ?? []).map((value) => parseRule('orphans', value, orphanRules)),
    ),
  }
  refuseContradictions(answers)
  return answers
}

function refuseContradictions({ renames, modelRenames, moves, drops }: Answers): void {
  const both = [...renames.keys(), ...modelRenames.keys(), ...moves.keys()].find((key) => drops.has(key))
  if (both !== undefined) throw conflict(`${both} cannot be both renamed and dropped.`)
  const targets = new Map<string, string>()
  for (const [key, name] of renames) {
    const target = `${key.slice(0, key.indexOf('.'))}.${name}`
    const other = targets.get(target)
    if (other !== undefined) throw conflict(`${listed([other, key])} cannot both become ${target}.`)
    targets.set(target, key)
  }
}

/** Both together; the second one wins where both answer the same. */
export function mergeAnswers(first: Answers, second: Answers): Answers {
  const merged: Answers = {
    renames: new Map([...first.renames, ...second.renames]),
    modelRenames: new Map([...first.modelRenames, ...second.modelRenames]),
    moves: new Map([...first.moves, ...second.moves]),
    valueMappings: new Map([...first.valueMappings, ...second.valueMappings]),
    drops: new Set([...first.drops, ...second.drops]),
    fills: new Map([...first.fills, ...second.fills]),
    downs: new Map([...first.downs, ...second.downs]),
    duplicates: new Map([...first.duplicates, ...second.duplicates]),
    orphans: new Map([...first.orphans, ...second.orphans]),
  }
  refuseContradictions(merged)
  return merged
}
