import type { Staged } from './operation.ts'

/** A change's contribution, with nothing where nothing is said. */
export const staged = (parts: Partial<Staged>): Staged => ({
  expand: [],
  requires: [],
  sync: [],
  assignments: [],
  transforms: [],
  settlements: [],
  verifications: [],
  contract: [],
  undo: [],
  irreversible: [],
  gates: [],
  notes: [],
  ...parts,
})
