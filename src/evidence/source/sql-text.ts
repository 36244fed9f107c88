import { ts } from 'ts-morph'

const tags: ReadonlySet<string> = new Set(['$queryRaw', '$executeRaw', 'sql'])
const calls: ReadonlySet<string> = new Set(['$queryRaw', '$executeRaw', '$queryRawUnsafe', '$executeRawUnsafe', 'raw'])

/** The SQL that Prisma Client is given at a node, with `$1` for what is put in; null where it is no raw query. */
export function sqlTextOf(node: ts.Node, checker: ts.TypeChecker): { readonly text: string; readonly node: ts.Node } | null {
  if (ts.isTaggedTemplateExpression(node)) {
    return tags.has(lastName(node.tag)) ? { text: templateText(node.template), node: node.template } : null
  }
  if (!ts.isCallExpression(node) || !calls.has(lastName(node.expression))) return null
  // `raw` is the name of other things, too.
  if (lastName(node.expression) === 'raw' && !node.expression.getText().endsWith('Prisma.raw')) return null
  const [argument] = node.arguments
  if (argument === undefined) return null
  const text = constantText(argument, checker)
  return text === null ? null : { text, node: argument }
}

const lastName = (node: ts.Expression): string =>
  ts.isPropertyAccessExpression(node) ? node.name.text : ts.isIdentifier(node) ? node.text : ''

const templateText = (template: ts.TemplateLiteral): string =>
  ts.isNoSubstitutionTemplateLiteral(template)
    ? template.text
    : template.head.text + template.templateSpans.map(({ literal }, at) => `$${String(at + 1)}${literal.text}`).join('')

/** A literal, literals put together, or the constant that holds one. */
function constantText(node: ts.Expression, checker: ts.TypeChecker): string | null {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isTemplateExpression(node)) return templateText(node)
  if (ts.isParenthesizedExpression(node)) return constantText(node.expression, checker)
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [constantText(node.left, checker), constantText(node.right, checker)]
    return left === null && right === null ? null : `${left ?? '$1'}${right ?? '$1'}`
  }
  if (!ts.isIdentifier(node)) return null
  const declaration = checker.getSymbolAtLocation(node)?.valueDeclaration
  if (declaration === undefined || !ts.isVariableDeclaration(declaration) || declaration.initializer === undefined) return null
  return ts.isIdentifier(declaration.initializer) ? null : constantText(declaration.initializer, checker)
}
