import { setUp, type Workflow } from './workflow.ts'

/** Shows the plans of a pull request as one comment on it. */
export const planWorkflow: Workflow = {
  file: 'stager-plan.yml',
  purpose: 'shows the plan of a pull request as a comment',
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
      # The plans that this pull request adds or edits. Where it changes the schema and nothing else, what stager would plan.
      - name: Render
        env:
          BASE: \${{ github.event.pull_request.base.sha }}
        run: |
          report="$RUNNER_TEMP/stager.md"
          changed="$(git diff --name-only --diff-filter=AM "$BASE...HEAD")"
          while IFS= read -r plan; do
            cat "$(dirname "$plan")/README.md" >> "$report"
            printf '\\n' >> "$report"
          done < <(grep -E '^(.*/)?stages/[^/]+/plan\\.json$' <<< "$changed")
          if [ ! -s "$report" ] && grep -qE '\\.prisma$' <<< "$changed" && ! grep -qE '(^|/)migrations/' <<< "$changed"; then
            printf '%s\\n\\n' '**This pull request changes the schema without a plan.** What stager would plan:' > "$report"
            problems="$RUNNER_TEMP/problems.txt"
            if ! ${settings.stager} plan --from "$BASE" --dry-run --format markdown >> "$report" 2> "$problems"; then
              { echo '\`\`\`text'; cat "$problems"; echo '\`\`\`'; } >> "$report"
            fi
          fi
          if [ -s "$report" ]; then cat "$report" >> "$GITHUB_STEP_SUMMARY"; fi

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
    needs: plan
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
            const marker = '<!-- stager plan -->'
            const file = \`\${process.env.RUNNER_TEMP}/stager.md\`
            const plan = existsSync(file) ? readFileSync(file, 'utf8') : ''
            // GitHub refuses a comment of more than 65,536 characters.
            const limit = 60_000
            const text = plan.length > limit ? \`\${plan.slice(0, limit)}\\n\\nThe rest is in the run's summary.\` : plan
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
