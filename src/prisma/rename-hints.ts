import { blocksOf, fieldsOf, type Block, type Document, type FieldMember, type ValueMember } from './document.ts'
import { replaceBlock, replaceMember } from './edit-document.ts'
import { isComment, linesOf, maskText } from './mask.ts'

/** What a comment `/// @stager.renamed(from: "name")` says, above or behind what it is about. */
export interface RenameHints {
  /** The name of a model now -> its former name. */
  readonly models: ReadonlyMap<string, string>
  /** `Model.field` now -> the field's former name. */
  readonly fields: ReadonlyMap<string, string>
  /** `Enum.VALUE` now -> the value's former name. */
  readonly values: ReadonlyMap<string, string>
}

const hint = /@stager\.renamed\(\s*(?:from\s*:\s*)?"([^"\n]+)"\s*\)/

/** The comments of a text, without what strings hold. */
const commentsOf = (text: string): string =>
  linesOf(text)
    .map((line) => [...line.text].filter((_, at) => line.mask.charAt(at) === '#' || line.mask.charAt(at) === '\n').join(''))
    .join('\n')

const hintIn = (text: string): string | undefined => (text.includes('@stager.renamed') ? hint.exec(commentsOf(text))?.[1] : undefined)

const blocks = (document: Document, ...keywords: readonly Block['keyword'][]): readonly Block[] =>
  blocksOf(document).filter(({ keyword }) => keywords.includes(keyword))

const valuesOf = ({ members }: Block): readonly ValueMember[] => members.filter((member) => member.kind === 'value')

/** The hints of a schema. A hint is a comment: Prisma does not look at it. */
export function readRenameHints(document: Document): RenameHints {
  const hinted = <T extends { readonly name: string }>(items: readonly T[], textOf: (item: T) => string, prefix = '') =>
    items.flatMap((item) => {
      const from = hintIn(textOf(item))
      return from === undefined ? [] : [[`${prefix}${item.name}`, from] as const]
    })
  return {
    models: new Map(hinted(blocks(document, 'model'), ({ head }) => head)),
    fields: new Map(blocks(document, 'model').flatMap((model) => hinted(fieldsOf(model), ({ text }) => text, `${model.name}.`))),
    values: new Map(blocks(document, 'enum').flatMap((one) => hinted(valuesOf(one), ({ text }) => text, `${one.name}.`))),
  }
}

/** The schema without its hints: once the plan is over they have no meaning. A comment that says more keeps the rest. */
export function withoutRenameHints(document: Document): Document {
  return blocks(document, 'model', 'enum').reduce((current, hinted) => {
    const members: readonly (FieldMember | ValueMember)[] = hinted.keyword === 'enum' ? valuesOf(hinted) : fieldsOf(hinted)
    const bare = members
      .filter(({ text }) => hintIn(text) !== undefined)
      .reduce((now, member) => replaceMember(now, hinted.key, member.key, withoutHint(member.text)), current)
    if (hinted.keyword === 'enum' || hintIn(hinted.head) === undefined) return bare
    const block = blocksOf(bare).find(({ key }) => key === hinted.key)
    if (block === undefined) return bare
    const text = withoutHint(block.head) + block.members.map((member) => member.text).join('') + block.tail
    return replaceBlock(bare, hinted.key, text)
  }, document)
}

const withoutHint = (text: string): string =>
  linesOf(text)
    .map((line) => withoutHintInLine(line.text))
    .join('')

function withoutHintInLine(line: string): string {
  const found = hint.exec(line)
  if (found === null) return line
  const end = line.slice(found.index + found[0].length).replace(/^[ \t]+/, '')
  const rest = (line.slice(0, found.index) + end).replace(/[ \t]+(\r?\n?)$/, '$1')
  const [read] = linesOf(rest)
  if (read !== undefined && isComment(read) && /^\s*(?:\/\/+|\/\*+\s*\*\/)\s*$/.test(rest)) return ''
  // Nothing is left of a comment behind a field.
  const mask = maskText(rest)
  const comment = /[ \t]*\/\/+[ \t]*(\r?\n?)$/.exec(rest)
  return comment !== null && mask.charAt(comment.index + comment[0].search(/\//)) === '#'
    ? rest.slice(0, comment.index) + (comment[1] ?? '')
    : rest
}
