import { StagerError, exitCode } from '../../errors.ts'

/** `--max-age 30`. Throws `usage`. */
export function parseDays(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text)
  throw new StagerError('usage', `--max-age ${text} is no number of days.`, { exitCode: exitCode.usage, hint: 'For example --max-age 30' })
}
