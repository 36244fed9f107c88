import { setUp, type Workflow } from './workflow.ts'

/** Checks a pull request, and shows its plans as one comment on it. */
export const planWorkflow: Workflow = {
  file: 'stager-plan.yml',
  purpose: 'checks a pull request and shows its plan as a comment',
  triggers: () => `on:
  pull_request:
    paths: ['**/*.prisma', 'stages/**', '**/migrations/**']
`,
  render: (settings, triggers) => `name: stager plan

${triggers}
permissions:
  contents: read

concurrency:
  group: stager-plan-\${{ github.event.pull_request.number }}
  cancel-in-progress: true

jobs:
  plan:
    runs-on: ubuntu-latest
    timeout-minutes: 15
    steps:
${setUp(settings, { history: true })}
      # What is unsafe in this pull request, and the plans that it adds: for the comment, the run's summary and, where it fails, as annotations.
      - name: Check
        env:
          BASE: \${{ github.event.pull_request.base.sha }}
        run: |
          report="$RUNNER_TEMP/stager.md"
          status=0
          ${settings.stager} check --from "$BASE" --format markdown > "$report" || status=$?
          cat "$report" >> "$GITHUB_STEP_SUMMARY"
          if [ "$status" -ne 0 ]; then ${settings.stager} check --from "$BASE" --format github; fi
          exit "$status"

      - uses: actions/upload-artifact@v4
        if: \${{ !cancelled() }}
        with:
          name: stager
          path: \${{ runner.temp }}/stager.md
          if-no-files-found: ignore
          retention-days: 1

  # Only this job may write to the pull request, and it runs nothing of it. A pull request from a fork has no right to comment; there the
  # report is in the run's summary.
  comment:
    needs: report
    if: \${{ !cancelled() && github.event.pull_request.head.repo.full_name == github.repository }}
    runs-on: ubuntu-latest
    timeout-minutes: 5
    permissions:
      pull-requests: write
    steps:
      - uses: actions/download-artifact@v4
        continue-on-error: true
        with:
          name: stager
          path: \${{ runner.temp }}
      - name: Comment
        uses: actions/github-script@v7
        with:
          script: |
            const { existsSync, readFileSync } = require('node:fs')
            const marker = '<!-- stager -->'
            const file = \`\${process.env.RUNNER_TEMP}/stager.md\`
            const report = existsSync(file) ? readFileSync(file, 'utf8') : ''
            // GitHub refuses a comment of more than 65,536 characters.
            const limit = 60_000
            const text = report.length > limit ? \`\${report.slice(0, limit)}\\n\\nThe rest is in the run's summary.\` : report
            const issue = { ...context.repo, issue_number: context.issue.number }
            const comments = await github.paginate(github.rest.issues.listComments, { ...issue, per_page: 100 })
            const previous = comments.find(({ body, user }) => user?.type === 'Bot' && body?.startsWith(marker))
            if (text === '') {
              if (previous) await github.rest.issues.deleteComment({ ...context.repo, comment_id: previous.id })
            } else if (previous) {
              await github.rest.issues.updateComment({ ...context.repo, comment_id: previous.id, body: \`\${marker}\\n\${text}\` })
            } else {
              await github.rest.issues.createComment({ ...issue, body: \`\${marker}\\n\${text}\` })
            }
`,
}
