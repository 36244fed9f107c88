import type { AnalyseScript } from '../run/history-ports.ts'
import { hasTransactionControl, mustRunOutsideTransaction, splitStatements, statementTables } from '../sql/parse.ts'

/** Reads a migration of the team with PostgreSQL's own parser. What does not parse is left to the server, as one script. */
export const analyseScript: AnalyseScript = (sql) => {
  const tables = statementTables(sql)
  try {
    const statements = splitStatements(sql).filter((statement) => statement !== '')
    const transaction = hasTransactionControl(sql) ? 'own' : mustRunOutsideTransaction(sql) ? 'forbidden' : 'allowed'
    return Promise.resolve({ transaction, statements, tables })
  } catch {
    return Promise.resolve({ transaction: 'own', statements: [sql], tables })
  }
}
