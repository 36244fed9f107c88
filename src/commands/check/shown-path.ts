import { posix, relative, sep } from 'node:path'

/** Where a finding is, as reports show it: relative to the project's root, with `/`. */
export const shownPath = (root: string, path: string): string => relative(root, path).split(sep).join(posix.sep)
