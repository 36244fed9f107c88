import type { Argv } from 'yargs'

/** Answers to the questions that a change leaves open. */
export interface AnswerSettings {
  /** `User.name:fullName` */
  readonly rename?: readonly string[] | undefined
  /** `User.legacy`, `Session` */
  readonly drop?: readonly string[] | undefined
  /** `Post.slug=lower(title)`, `Post.slug=./slug.ts`, `Post.slug=ts`, `Post.slug=none` */
  readonly fill?: readonly string[] | undefined
  /** `User.legacy=''`: what rows of the new application get, for the old one. */
  readonly down?: readonly string[] | undefined
  /** `Post.authorId:delete` */
  readonly orphans?: readonly string[] | undefined
  /** `User.email:suffix` */
  readonly duplicates?: readonly string[] | undefined
  /** `Role.OWNER:ADMIN` */
  readonly mapValue?: readonly string[] | undefined
}

export interface AnswerArguments {
  readonly rename?: string[]
  readonly drop?: string[]
  readonly fill?: string[]
  readonly down?: string[]
  readonly orphans?: string[]
  readonly duplicates?: string[]
  readonly mapValue?: string[]
}

const list = { type: 'string', array: true, requiresArg: true, group: 'Answers:' } as const

/** The flags that answer questions. */
export const answerOptions = (yargs: Argv): Argv =>
  yargs
    .option('rename', { ...list, describe: 'a field or model has a new name: User.name:fullName, User:Account' })
    .option('drop', { ...list, describe: 'a field or model goes, with its data: User.legacy' })
    .option('fill', { ...list, describe: 'what rows get: "Post.slug=lower(title)", Post.slug=./slug.ts, Post.slug=ts' })
    .option('down', { ...list, describe: 'what the old application finds in a dropped field: "User.legacy=\'\'"' })
    .option('orphans', { ...list, describe: 'rows that a new foreign key forbids: Post.authorId:null, :delete, :refuse' })
    .option('duplicates', { ...list, describe: 'rows that a new unique forbids: User.email:null, :suffix, :delete, :refuse' })
    .option('map-value', { ...list, describe: 'rows with a value that an enum loses get another: Role.OWNER:ADMIN' })

/** The flags as settings of the library. */
export const answerSettings = ({ rename, drop, fill, down, orphans, duplicates, mapValue }: AnswerArguments): AnswerSettings => ({
  rename,
  drop,
  fill,
  down,
  orphans,
  duplicates,
  mapValue,
})
