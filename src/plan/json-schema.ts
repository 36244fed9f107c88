import { z } from 'zod'
import { planSchema } from './format.ts'

/** Where the schema is published; every plan's `$schema` names it. */
export const planSchemaUrl = 'https://unpkg.com/stager/dist/plan.schema.json'

/** The JSON Schema of plan.json, made of the codec that reads it. */
export const planJsonSchema = (): Readonly<Record<string, unknown>> => ({
  $id: planSchemaUrl,
  title: 'A plan of stager',
  ...z.toJSONSchema(planSchema, { target: 'draft-2020-12' }),
})
