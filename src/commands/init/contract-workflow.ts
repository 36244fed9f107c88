import { onDatabase, setUp, type Workflow } from './workflow.ts'

/** Runs the stage that cannot be undone, when a person says so. */
export const contractWorkflow: Workflow = {
  file: 'stager-contract.yml',
  purpose: 'runs contract, by hand and after an approval',
  triggers: () => `on:
  workflow_dispatch:
    inputs:
      plan:
        description: The name of the plan, promoted and merged
        required: true
        type: string
`,
  render: (settings, triggers) => `name: stager contract

${triggers}
permissions:
  contents: read

# In one queue with the deployment.
concurrency:
  group: stager-deploy
  cancel-in-progress: false

jobs:
  contract:
    runs-on: ubuntu-latest
    # Give this environment required reviewers (Settings, Environments): contract cannot be undone.
    environment: production-contract
    env:
      PLAN: \${{ inputs.plan }}
    steps:
${setUp(settings)}${onDatabase(`${settings.stager} verify --plan "$PLAN"`)}${onDatabase(`${settings.stager} apply --stage contract --plan "$PLAN" --yes "$PLAN"`)}${onDatabase(`${settings.stager} status`)}`,
}
