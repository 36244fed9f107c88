import { setUp, type Workflow } from './workflow.ts'

/** Says every night where the plans stand, so that none is forgotten half-way. */
export const statusWorkflow: Workflow = {
  file: 'stager-status.yml',
  purpose: 'says every night where the plans stand',
  triggers: () => `on:
  schedule:
    - cron: '17 4 * * *'
  workflow_dispatch:
`,
  render: (settings, triggers) => `name: stager status

${triggers}
permissions:
  contents: read

jobs:
  status:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    environment: production
    steps:
${setUp(settings)}
      # Reads only. The answer is in the log and in the run's summary.
      - name: Status
        shell: bash
        env:
          DATABASE_URL: \${{ secrets.DATABASE_URL }}
        run: |
          ${settings.stager} status 2>&1 | tee "$RUNNER_TEMP/status.txt"
          { echo '\`\`\`text'; cat "$RUNNER_TEMP/status.txt"; echo '\`\`\`'; } >> "$GITHUB_STEP_SUMMARY"

      # Fails while a plan waits for nothing but contract, or has been left for a month.
      - name: Check
        env:
          DATABASE_URL: \${{ secrets.DATABASE_URL }}
        run: ${settings.stager} check --database-url "$DATABASE_URL"
`,
}
