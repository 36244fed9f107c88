import { isFailing, rulePage, type Finding } from '../check/finding.ts'
import { countFindings } from './check-human.ts'

/** A plan as the comment shows it. */
export interface ShownPlan {
  readonly name: string
  /** Its README: what to do, the stages, the SQL folded up, the answers given. */
  readonly markdown: string
}

/** GitHub takes comments of up to 65,536 characters. */
const longest = 60_000

/** The comment on a pull request: what was found, what reviewers do about it, and the plans. */
export function checkMarkdown(findings: readonly Finding[], plans: readonly ShownPlan[], homepage: string | null): string {
  const failing = findings.filter(isFailing)
  const allowed = findings.filter((finding) => finding.allowed !== null)
  const notes = findings.filter(({ level, allowed: reason }) => level === 'note' && reason === null)
  const head = [
    '# stager check',
    failing.length === 0
      ? `**Nothing unsafe was found.**${findings.length === 0 ? '' : ` ${countFindings(findings)}.`}`
      : `**${countFindings(findings)}.** This must not be merged as it is.`,
    ...(plans.length + failing.length + allowed.length === 0 ? [] : ['## Reviewers', tasks(failing, allowed, plans)]),
    ...(failing.length === 0
      ? []
      : [
          '## Findings',
          table(failing, homepage),
          failing
            .map(statementOf)
            .filter((text) => text !== '')
            .join('\n\n'),
        ]),
    ...(allowed.length === 0 ? [] : ['## Allowed by a comment', table(allowed, homepage)]),
    ...(notes.length === 0 ? [] : [folded(`${String(notes.length)} notes, which fail nothing`, table(notes, homepage))]),
  ]
  const whole = [...head, ...plans.map(({ markdown }) => deeper(markdown))].filter((part) => part !== '').join('\n\n')
  if (whole.length <= longest) return `${whole}\n`
  const names = plans.map(({ name }) => `- \`${name}\`: its README.md has the stages and the SQL.`)
  return `${[...head, ...(names.length === 0 ? [] : ['## Plans', names.join('\n')])]
    .filter((part) => part !== '')
    .join('\n\n')
    .slice(0, longest)}\n`
}

function tasks(failing: readonly Finding[], allowed: readonly Finding[], plans: readonly ShownPlan[]): string {
  const list = [
    ...(failing.length === 0
      ? []
      : ['Have each finding corrected as its row says, or allowed with a reason: `-- stager:allow <rule> <reason>`.']),
    ...(failing.some(({ file }) => file.endsWith('/migration.sql'))
      ? ['`stager check --fix` makes a staged plan of a migration that Prisma wrote and nobody applied.']
      : []),
    ...(allowed.length === 0 ? [] : ['Judge the reasons of what is allowed.']),
    ...plans.map(({ name }) => `Review the plan **${name}** below: the answers given, the SQL, and what contract drops.`),
  ]
  return list.map((task, at) => `${String(at + 1)}. ${task}`).join('\n')
}

function table(findings: readonly Finding[], homepage: string | null): string {
  const rows = findings.map(({ level, rule, file, line, message, instead, allowed }) => {
    const name = homepage === null ? `\`${rule}\`` : `[\`${rule}\`](${homepage.replace(/\/$/, '')}/blob/main/${rulePage(rule)})`
    const what = allowed === null ? `${cell(message)}<br>Instead: ${cell(instead)}` : `${cell(message)}<br>Allowed: ${cell(allowed)}`
    return `| ${level} | ${name} | \`${file}\`:${String(line)} | ${what} |`
  })
  return ['| | rule | where | what |', '| --- | --- | --- | --- |', ...rows].join('\n')
}

const statementOf = ({ statement, file, line }: Finding): string =>
  statement === null ? '' : folded(`<code>${html(file)}:${String(line)}</code>`, fenced(statement))

const folded = (summary: string, body: string): string => `<details><summary>${summary}</summary>\n\n${body}\n\n</details>`

/** A code block that nothing in the text can close. */
function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)))
  return `${fence}sql\n${text}\n${fence}`
}

const html = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** One line, and no column of its own. */
const cell = (text: string): string => html(text.replaceAll(/\s+/g, ' ')).replaceAll(/[\\|*_`[\]]/g, String.raw`\$&`)

/** The plan's headings one level down: the comment has one of its own. */
function deeper(markdown: string): string {
  let isCode = false
  return markdown
    .trimEnd()
    .split('\n')
    .map((line) => {
      if (/^`{3,}/.test(line)) isCode = !isCode
      return !isCode && /^#{1,5} /.test(line) ? `#${line}` : line
    })
    .join('\n')
}
