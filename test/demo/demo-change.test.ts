import { it } from 'vitest'
import { walkDemoChange } from './walk-demo-change.ts'

it("the demo's change keeps its promises at every stage", { timeout: 240_000 }, () => walkDemoChange('atTheEnd'))
