import type { PlanBundle } from './plan.ts'
export const renderMarkdown = ({ plan }: PlanBundle): string => plan.name
