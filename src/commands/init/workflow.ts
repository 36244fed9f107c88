/** What differs between the projects that the workflow files are written for. */
export interface WorkflowSettings {
  /** The branch that is deployed. */
  readonly branch: string
  /** Installs the dependencies: `npm ci`. */
  readonly install: string
  /** Runs stager: `npx stager`. */
  readonly stager: string
}

/** One GitHub Actions workflow. */
export interface Workflow {
  /** `stager-plan.yml` */
  readonly file: string
  /** What it does, for people. */
  readonly purpose: string
  /** The `on:` block. */
  readonly triggers: (settings: WorkflowSettings) => string
  /** The text around it. */
  readonly render: (settings: WorkflowSettings, triggers: string) => string
}

/** The file as `stager init` writes it. */
export function renderWorkflow(workflow: Workflow, settings: WorkflowSettings): string {
  return workflow.render(settings, workflow.triggers(settings))
}

/**
 * The file as it is in stager's own repository: the same jobs, but nothing starts them there. It can be called by another workflow.
 */
export function renderCallableWorkflow(workflow: Workflow, settings: WorkflowSettings): string {
  const written = workflow
    .triggers(settings)
    .trimEnd()
    .split('\n')
    .map((line) => `#   ${line}`)
    .join('\n')
  return workflow.render(
    settings,
    `# This is stager's own repository: nothing starts it here. \`stager init\` writes it with\n${written}\non: workflow_call\n`,
  )
}

/** The steps that every job begins with. */
export function setUp({ install }: WorkflowSettings, options: { readonly history?: boolean } = {}): string {
  return `      - uses: actions/checkout@v4
        with:
${options.history === true ? '          fetch-depth: 0\n' : ''}          persist-credentials: false
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: ${install}
`
}

/** A step that runs stager on the database. Only such steps see its URL, not what a dependency runs when it is installed. */
export function onDatabase(command: string): string {
  return `      - run: ${command}
        env:
          DATABASE_URL: \${{ secrets.DATABASE_URL }}
`
}
