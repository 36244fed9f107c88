import type { DuplicateRule, Fill, OrphanRule } from './change.ts'

/** Something that stager must not guess. `answers` are the flags that settle it. */
export interface Question {
  /** Stable: `rename:User.name`, `drop:User.legacy`, `fill:User.slug`. */
  readonly id: string
  readonly kind: 'rename' | 'drop' | 'fill' | 'mapValue'
  /** An enum where `kind` is `mapValue`. */
  readonly model: string
  readonly field: string | null
  /** One sentence, ending in a question mark. */
  readonly text: string
  /** Best first. `flag` can be pasted into a shell; a `<placeholder>` in it is the part that the user writes. */
  readonly answers: readonly Answer[]
}

export interface Answer {
  readonly flag: string
  readonly text: string
}

/** A question that was settled. */
export interface AnsweredQuestion extends Pick<Question, 'text' | 'answers'> {
  /** The flag that settled it, as it can be pasted into a shell. */
  readonly answer: string
}

/** A change that stager does not make: the reason, and the way out. */
export interface Refusal {
  /** kebab-case, stable. */
  readonly code: string
  readonly model: string | null
  readonly field: string | null
  readonly message: string
  readonly hint: string
}

/**
 * The parsed answers of the command line. Keys are `Model.field` in Prisma's names (or `Model` for a table).
 */
export interface Answers {
  /** `Model.old` -> new field name. */
  readonly renames: ReadonlyMap<string, string>
  /** `Old` -> `New`: a model, or the join table of an implicit relation. */
  readonly modelRenames: ReadonlyMap<string, string>
  /** `Model.old` -> `Other.field`: the field moves to a related model. */
  readonly moves: ReadonlyMap<string, string>
  /** `Enum.OLD` -> `NEW`, in the enum's and the values' names in the database. */
  readonly valueMappings: ReadonlyMap<string, string>
  /** `Model.field` and `Model` that may be dropped. */
  readonly drops: ReadonlySet<string>
  readonly fills: ReadonlyMap<string, Fill>
  readonly downs: ReadonlyMap<string, Fill>
  /** Key: `Model.field` of the first column of the index. */
  readonly duplicates: ReadonlyMap<string, DuplicateRule>
  /** Key: `Model.field` of the first column of the foreign key. */
  readonly orphans: ReadonlyMap<string, OrphanRule>
}
