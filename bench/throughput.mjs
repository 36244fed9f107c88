import { goal, line, rate } from './table.mjs'

/** The goal is to the one statement over the very same table; what the trigger costs both is in the other line. */
const against = ({ runs }, name, what, least) => [
  line('one UPDATE of the table', rate(runs.oneShot.rowsPerSecond)),
  line('one UPDATE of a table without the trigger', rate(runs.plain.rowsPerSecond)),
  goal(what, rate(runs[name].rowsPerSecond), runs[name].rowsPerSecond / runs.oneShot.rowsPerSecond, { least }),
  beside('  to the table without the trigger', runs[name].rowsPerSecond / runs.plain.rowsPerSecond),
]

const beside = (what, figure) => ({ ...line(what, ''), ratio: figure, shown: `${figure.toFixed(2)} x` })

export const sql = { needs: ['plain', 'oneShot', 'sql'], run: (context) => against(context, 'sql', 'stager, SQL', 1) }

export const workers = {
  needs: ['plain', 'oneShot', 'workers'],
  run: (context) =>
    'workers' in context.runs
      ? against(context, 'workers', 'stager, SQL, 2 workers', 1.25)
      : [line('skipped', 'this stager has no --workers')],
}

export const typescript = {
  needs: ['plain', 'oneShot', 'typescript'],
  run: (context) => against(context, 'typescript', 'stager, TypeScript', 0.6),
}

/** Bytes of WAL, which replicas and archives have to take. */
export const wal = {
  needs: ['plain', 'oneShot', 'sql', 'typescript'],
  run: ({ runs }) => [
    line('one UPDATE of the table', megabytes(runs.oneShot.wal)),
    line('one UPDATE of a table without the trigger', megabytes(runs.plain.wal)),
    ...['sql', 'typescript'].flatMap((name) => [
      goal(`stager, ${name}`, megabytes(runs[name].wal), runs[name].wal / runs.oneShot.wal, { most: 1.1 }),
      beside('  to the table without the trigger', runs[name].wal / runs.plain.wal),
    ]),
  ],
}

/** Bytes by which the table and its index are larger afterwards: room of old versions, which only the table's own later rows can use. */
export const bloat = {
  needs: ['oneShot', 'sql', 'typescript'],
  run: ({ runs }) => [
    line('one UPDATE of the table', megabytes(runs.oneShot.grown)),
    ...['sql', 'typescript'].map((name) =>
      goal(`stager, ${name}`, megabytes(runs[name].grown), runs[name].grown / runs.oneShot.grown, { most: 0.75 }),
    ),
  ],
}

export const verify = {
  needs: ['sql'],
  run: ({ runs }) => [
    line('backfill, SQL', rate(runs.sql.rowsPerSecond)),
    goal('stager verify', rate(runs.sql.verifiedRowsPerSecond), runs.sql.verifiedRowsPerSecond / runs.sql.rowsPerSecond, { least: 10 }),
  ],
}

const megabytes = (bytes) => `${Math.round(bytes / 1e6).toLocaleString('en')} MB`
