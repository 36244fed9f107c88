import { it } from 'vitest'
import { walkDemoChange } from './walk-demo-change.ts'

it("the demo's change keeps its promises at every stage, in the real Prisma CLI's eyes too", () => walkDemoChange('everyStage'))
