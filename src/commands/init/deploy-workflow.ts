import { onDatabase, setUp, type Workflow } from './workflow.ts'

/** Runs the stages around a deployment. */
export const deployWorkflow: Workflow = {
  file: 'stager-deploy.yml',
  purpose: 'runs expand, your deployment, then deploy and backfill',
  triggers: ({ branch }) => `on:
  push:
    branches: [${branch}]
`,
  render: (settings, triggers) => `name: stager deploy

${triggers}
permissions:
  contents: read

# One at a time, and never stopped half-way; if it is, the next run goes on from there.
concurrency:
  group: stager-deploy
  cancel-in-progress: false

jobs:
  expand:
    runs-on: ubuntu-latest
    environment: production
    steps:
${setUp(settings)}${onDatabase(`${settings.stager} apply --stage expand`)}
  deploy:
    needs: expand
    runs-on: ubuntu-latest
    environment: production
    steps:
      - uses: actions/checkout@v4
        with:
          persist-credentials: false
      # It has to wait until the new release serves all traffic and no process of the old one is left.
      - name: Deploy the application
        run: |
          echo '::error::Put your deployment here (.github/workflows/stager-deploy.yml).'
          exit 1

  backfill:
    needs: deploy
    runs-on: ubuntu-latest
    timeout-minutes: 350
    environment: production
    steps:
${setUp(settings)}${onDatabase(`${settings.stager} apply --stage deploy --release "$GITHUB_SHA"`)}${onDatabase(`${settings.stager} apply --stage backfill`)}${onDatabase(`${settings.stager} status`)}`,
}
