import { ts } from 'ts-morph'
import type { Access } from '../evidence.ts'
import type { ModelShape } from '../old-names.ts'

/** A name inside the arguments of a query: which model it is a field of, and the argument that it is in. */
export interface ArgumentPlace {
  readonly model: string
  /** `where`, `select`, `data`, ... */
  readonly argument: string
  readonly access: Access
  /** `prisma.post`: what the query was called on. */
  readonly delegate: ts.Expression
}

/** `BlogPost` is `prisma.blogPost`. */
export const delegateName = (model: string): string => model.charAt(0).toLowerCase() + model.slice(1)

const operations: ReadonlySet<string> = new Set(
  [
    'findUnique',
    'findUniqueOrThrow',
    'findFirst',
    'findFirstOrThrow',
    'findMany',
    'create',
    'createMany',
    'createManyAndReturn',
    'update',
  ].concat([
    'updateMany',
    'updateManyAndReturn',
    'upsert',
    'delete',
    'deleteMany',
    'aggregate',
    'groupBy',
    'count',
    'findRaw',
    'aggregateRaw',
  ]),
)

/** The words of Prisma's own that a path may go through, and whether fields below them are read or written. */
const keywords: ReadonlyMap<string, Access> = new Map([
  ...[
    'select',
    'include',
    'omit',
    'where',
    'orderBy',
    'cursor',
    'distinct',
    'by',
    'having',
    'AND',
    'OR',
    'NOT',
    'some',
    'every',
    'none',
  ].map((word) => [word, 'read'] as const),
  ...['is', 'isNot', '_count', '_avg', '_sum', '_min', '_max', 'connect', 'disconnect', 'set', 'delete', 'deleteMany'].map(
    (word) => [word, 'read'] as const,
  ),
  ...['data', 'create', 'update', 'upsert', 'createMany', 'updateMany', 'connectOrCreate'].map((word) => [word, 'write'] as const),
])

/** Those that a person would name as the place. */
const named: ReadonlySet<string> = new Set(
  ['select', 'include', 'omit', 'where', 'orderBy', 'cursor', 'distinct', 'by', 'having', 'data', 'create', 'update'].concat([
    '_avg',
    '_sum',
    '_min',
    '_max',
    '_count',
  ]),
)

/** The call of a query, `x.post.findMany(...)`; null for any other call. */
export function queryCall(
  call: ts.CallExpression,
  models: ReadonlyMap<string, string>,
): { readonly model: string; readonly delegate: ts.Expression } | null {
  const { expression } = call
  if (!ts.isPropertyAccessExpression(expression) || !operations.has(expression.name.text)) return null
  const delegate = skipOuter(expression.expression)
  const model = ts.isPropertyAccessExpression(delegate) ? models.get(delegate.name.text) : undefined
  return model === undefined ? null : { model, delegate }
}

/**
 * Follows a name outwards to the query that it is an argument of, and the relations on the way back in. Null where it is not in the arguments of
 * a query, or below a field (the content of a JSON value).
 */
export function placeInQuery(
  name: ts.Node,
  models: ReadonlyMap<string, string>,
  shapes: ReadonlyMap<string, ModelShape>,
): ArgumentPlace | null {
  const path: string[] = []
  let node = name.parent
  while (!ts.isCallExpression(node)) {
    if (ts.isPropertyAssignment(node) && node.name !== name) {
      const key = node.name
      if (!ts.isIdentifier(key) && !ts.isStringLiteralLike(key)) return null
      path.unshift(key.text)
    } else if (!isTransparent(node, name)) return null
    if (node.parent === undefined) return null
    node = node.parent
  }
  const query = queryCall(node, models)
  if (query === null) return null
  const place = descend(query.model, path, shapes)
  return place === null ? null : { ...place, delegate: query.delegate }
}

/** What passes a value on as it is. */
const isTransparent = (node: ts.Node, name: ts.Node): boolean =>
  ts.isObjectLiteralExpression(node) ||
  ts.isArrayLiteralExpression(node) ||
  ts.isParenthesizedExpression(node) ||
  ts.isConditionalExpression(node) ||
  ts.isSpreadAssignment(node) ||
  ts.isAsExpression(node) ||
  ts.isSatisfiesExpression(node) ||
  (ts.isBinaryExpression(node) &&
    (node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken ||
      node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken ||
      node.operatorToken.kind === ts.SyntaxKind.BarBarToken)) ||
  ((ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) && node.name === name)

function descend(root: string, path: readonly string[], shapes: ReadonlyMap<string, ModelShape>): Omit<ArgumentPlace, 'delegate'> | null {
  let model = root
  let argument = ''
  let access: Access = 'read'
  // Right below a query only Prisma's words may stand; further in a word may be a field, too.
  let atArguments = true
  for (const key of path) {
    const type = atArguments ? undefined : shapes.get(model)?.fields.get(key)
    if (type !== undefined) {
      if (!shapes.has(type)) return null
      model = type
      continue
    }
    const kind = keywords.get(key)
    // An unknown name is that of a compound unique: `where: { authorId_slug: { ... } }`.
    if (kind === undefined && atArguments) return null
    if (kind === 'write') access = 'write'
    if (kind === 'read' && key !== 'set' && key !== 'connect') access = 'read'
    if (named.has(key)) argument = key
    atArguments = false
  }
  return atArguments ? null : { model, argument, access }
}

/** `(x as any)!` without what is around it. */
export function skipOuter(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isNonNullExpression(node) ? skipOuter(node.expression) : node
}
