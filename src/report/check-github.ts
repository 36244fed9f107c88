import type { Finding } from '../check/finding.ts'

const commands: Readonly<Record<Finding['level'], string>> = { error: 'error', warning: 'warning', note: 'notice' }

/** GitHub shows at most ten annotations of a level from one step, so errors come first, and notes stay out. */
export const checkGithub = (findings: readonly Finding[]): string =>
  findings
    .filter(({ level }) => level !== 'note')
    .toSorted((left, right) => Number(left.level !== 'error') - Number(right.level !== 'error'))
    .map(({ level, allowed, file, line, rule, message, instead }) => {
      const [command, text] =
        allowed === null ? [commands[level], `${message}\nInstead: ${instead}`] : ['notice', `${message}\nAllowed: ${allowed}`]
      return `::${command} file=${property(file)},line=${String(line)},title=${property(`stager: ${rule}`)}::${data(text)}`
    })
    .join('\n')

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands: its own toolkit escapes like this. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
