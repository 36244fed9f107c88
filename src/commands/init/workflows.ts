import { contractWorkflow } from './contract-workflow.ts'
import { deployWorkflow } from './deploy-workflow.ts'
import { planWorkflow } from './plan-workflow.ts'
import { statusWorkflow } from './status-workflow.ts'
import type { Workflow } from './workflow.ts'

/** The workflow files of `stager init`; `.github/workflows` of stager's own repository shows them, and a test holds them equal. */
export const workflows: readonly Workflow[] = [planWorkflow, deployWorkflow, contractWorkflow, statusWorkflow]
