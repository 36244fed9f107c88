import { ts } from 'ts-morph'
import type { OldNames } from '../old-names.ts'
import type { SourceUse } from '../evidence.ts'
import { delegateName, placeInQuery, queryCall, skipOuter } from './argument-path.ts'
import type { ClientTypes } from './client-types.ts'
import { sqlTextOf } from './sql-text.ts'
import { sqlUses } from '../sql-uses.ts'

type Found = Pick<SourceUse, 'model' | 'field' | 'access' | 'place' | 'confidence'>

export interface ScanContext {
  readonly names: OldNames
  readonly types: ClientTypes
  readonly checker: ts.TypeChecker
}

/** Everything in a file that names what goes, in the order of the file. */
export function scanFile(file: ts.SourceFile, context: ScanContext): readonly SourceUse[] {
  const uses: SourceUse[] = []
  const add = (node: ts.Node, found: Found, at = node.getStart(file)): void => {
    const { line, character } = file.getLineAndCharacterOfPosition(at)
    const text = file.text.split('\n')[line]?.trim() ?? ''
    uses.push({ ...found, file: file.fileName, line: line + 1, column: character + 1, text })
  }
  const finder = fieldFinder(file, context)
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isStringLiteralLike(node)) {
      const found = finder.field(node) ?? finder.model(node)
      if (found !== null) add(node, found)
    }
    const sql = sqlTextOf(node, context.checker)
    if (sql !== null) {
      for (const use of sqlUses(sql.text, context.names)) {
        const name = use.column ?? use.table.name
        const at = file.text.slice(sql.node.getStart(file), sql.node.end).search(wordOf(name))
        add(
          sql.node,
          { model: use.table.name, field: use.column, access: use.access, place: 'raw SQL', confidence: use.confidence },
          at < 0 || sql.node.getSourceFile() !== file ? undefined : sql.node.getStart(file) + at,
        )
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return uses
}

const wordOf = (name: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}_$])${name.replace(/[$.*+?^()|[\]{}\\]/g, '\\$&')}(?![\\p{L}\\p{N}_$])`, 'u')

function fieldFinder(
  file: ts.SourceFile,
  { names, types, checker }: ScanContext,
): {
  readonly field: (node: ts.Identifier | ts.StringLiteralLike) => Found | null
  readonly model: (node: ts.Identifier | ts.StringLiteralLike) => Found | null
} {
  const models = new Map([...names.shapes.keys()].map((model) => [delegateName(model), model]))
  const fieldNames = new Set(names.fields.map(({ field }) => field))
  const oldDelegates = new Map(names.models.map(({ model }) => [delegateName(model), model]))
  /** Without types a property of the same name counts only where the file speaks of the model. */
  const mentions = (model: string): boolean => new RegExp(`\\b(?:${delegateName(model)}|${model})\\b`).test(file.text)

  const isOld = (model: string | null, field: string): model is string =>
    model !== null && names.fields.some((old) => old.model === model && old.field === field)

  const inArguments = (node: ts.Identifier | ts.StringLiteralLike): Found | null => {
    const place = placeInQuery(node, models, names.shapes)
    if (place === null || !isOld(place.model, node.text)) return null
    if (ts.isStringLiteralLike(node) && !ts.isPropertyAssignment(node.parent) && place.argument !== 'distinct' && place.argument !== 'by')
      return null
    const isKnown = types.ownerOf(checker.getTypeAtLocation(place.delegate).symbol) !== null
    return { model: place.model, field: node.text, access: place.access, place: place.argument, confidence: isKnown ? 'certain' : 'likely' }
  }

  const ofType = (type: ts.Type, field: string, place: string): Found | null => {
    const bare = checker.getNonNullableType(type)
    for (const part of bare.isUnion() ? bare.types : [bare]) {
      const property = part.getProperty(field)
      const model = types.ownerOf(property)
      if (isOld(model, field)) {
        const access = place === 'input' && /Create|Update/.test(part.aliasSymbol?.name ?? '') ? 'write' : 'read'
        return { model, field, access, place, confidence: 'certain' }
      }
      const [only, ...others] = names.fields.filter((old) => old.field === field)
      if (only === undefined || others.length > 0) continue
      if (property !== undefined && property.declarations === undefined && types.isNarrowedResult(part)) {
        return { model: only.model, field, access: 'read', place, confidence: 'likely' }
      }
    }
    if ((bare.flags & ts.TypeFlags.Any) === 0 || place === 'input') return null
    const old = names.fields.find((one) => one.field === field && mentions(one.model))
    return old === undefined ? null : { model: old.model, field, access: 'read', place, confidence: 'possible' }
  }

  return {
    field(node) {
      const { parent } = node
      const name = node.text
      if (!fieldNames.has(name)) return null
      if (ts.isPropertyAccessExpression(parent) && parent.name === node)
        return ofType(checker.getTypeAtLocation(parent.expression), name, 'property')
      if (ts.isElementAccessExpression(parent) && parent.argumentExpression === node) {
        return ofType(checker.getTypeAtLocation(parent.expression), name, 'property')
      }
      if (ts.isBindingElement(parent) && (parent.propertyName ?? parent.name) === node && ts.isObjectBindingPattern(parent.parent)) {
        return ofType(checker.getTypeAtLocation(parent.parent), name, 'property')
      }
      const found = inArguments(node)
      if (found !== null) return found
      if ((ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent)) && parent.name === node) {
        const type = checker.getContextualType(parent.parent)
        return type === undefined ? null : ofType(type, name, 'input')
      }
      return null
    },

    model(node) {
      const model = oldDelegates.get(node.text)
      const { parent } = node
      if (model === undefined || !ts.isPropertyAccessExpression(parent) || parent.name !== node) return null
      const found = { model, field: null, access: 'read', place: 'model' } as const
      if (types.ownerOf(checker.getTypeAtLocation(parent).symbol) === model) return { ...found, confidence: 'certain' }
      const call = parent.parent.parent
      const isQuery = call !== undefined && ts.isCallExpression(call) && queryCall(call, models)?.delegate === skipOuter(parent)
      return isQuery ? { ...found, confidence: 'likely' } : null
    },
  }
}
