import { join, relative } from 'node:path'
import { isFailing, rulePage, type RuleId } from '../../check/finding.ts'
import { exitCode } from '../../errors.ts'
import { packageRoot, readPackage } from '../../package-root.ts'
import { checkGithub } from '../../report/check-github.ts'
import { checkHuman, countFindings } from '../../report/check-human.ts'
import { checkMarkdown } from '../../report/check-markdown.ts'
import { checkSarif } from '../../report/check-sarif.ts'
import type { Terminal } from '../../report/terminal.ts'
import type { CheckFormat, CheckResult } from '../check.ts'

/**
 * The findings on stdout, in the format that was asked for; without one, annotations where GitHub Actions reads them. The sum is for people,
 * on stderr.
 */
export async function sayChecked(result: CheckResult, format: CheckFormat | null, terminal: Terminal): Promise<void> {
  const { findings } = result
  const failing = findings.filter(isFailing)
  const { version, homepage = null } = readPackage()
  const chosen = format ?? (process.env['GITHUB_ACTIONS'] === 'true' ? 'github' : 'human')
  const texts: Readonly<Record<CheckFormat, () => string | Promise<string>>> = {
    human: () => checkHuman(findings, terminal.dataColours),
    markdown: () => markdown(result, homepage),
    json: () => JSON.stringify(asData(result), null, 2),
    sarif: () => checkSarif(findings, { version, homepage }),
    github: () => checkGithub(findings),
  }
  const text = await texts[chosen]()
  if (text !== '') terminal.data(text)
  terminal.exitCode = failing.length > 0 ? exitCode.refused : exitCode.done
  if (terminal.json) return
  const { green, red, bold } = terminal.colours
  const what = `${String(result.linted.length)} migration${result.linted.length === 1 ? '' : 's'} and ${String(result.plans.length)} new plan${result.plans.length === 1 ? '' : 's'}`
  terminal.say(`${failing.length === 0 ? green('✔') : red('✖')} ${what} checked: ${countFindings(findings)}.`)
  if (failing.some(({ rule }) => rule !== 'plan-stale'))
    terminal.say(`${bold('Next:')} ${pageFrom(process.cwd(), failing[0]?.rule ?? 'syntax-error')} explains the first one.`)
}

/** The pages come with the package. */
const pageFrom = (directory: string, rule: RuleId): string => relative(directory, join(packageRoot, rulePage(rule)))

function asData({ findings, plans, linted }: CheckResult): unknown {
  return { findings, plans: plans.map(({ plan }) => plan), linted, failing: findings.filter(isFailing).length }
}

async function markdown({ findings, plans }: CheckResult, homepage: string | null): Promise<string> {
  const { renderMarkdown } = await import('../../plan/render-markdown.ts')
  return checkMarkdown(
    findings,
    plans.map((bundle) => ({ name: bundle.plan.name, markdown: renderMarkdown(bundle) })),
    homepage,
  )
}
