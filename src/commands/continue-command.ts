/** What makes the second plan of a plan. */
export const continueCommand = (plan: string): string => `stager plan --continue ${plan}`
