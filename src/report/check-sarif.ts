import { createHash } from 'node:crypto'
import type { Finding } from '../check/finding.ts'
import { rulePage } from '../check/finding.ts'
import { allRuleIds, ruleInfo } from '../check/registry.ts'

export interface SarifOptions {
  readonly version: string
  /** Of stager's repository; null where it is not known. */
  readonly homepage: string | null
}

/** SARIF 2.1.0, for GitHub's code scanning and others. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function checkSarif(findings: readonly Finding[], { version, homepage }: SarifOptions): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'stager',
            version,
            ...(homepage === null ? {} : { informationUri: homepage }),
            rules: allRuleIds.map((id) => ({
              id,
              shortDescription: { text: `${ruleInfo[id].title}.` },
              ...(homepage === null ? {} : { helpUri: `${homepage.replace(/\/$/, '')}/blob/main/${rulePage(id)}` }),
              defaultConfiguration: { level: ruleInfo[id].level },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { ROOT: { description: { text: "The project's root." } } },
        results: findings.map((finding) => ({
          ruleId: finding.rule,
          ruleIndex: allRuleIds.indexOf(finding.rule),
          level: finding.level,
          message: { text: `${finding.message}\nInstead: ${finding.instead}` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: encodeURI(finding.file), uriBaseId: 'ROOT' },
                region: {
                  startLine: finding.line,
                  ...(finding.statement === null ? {} : { snippet: { text: finding.statement } }),
                },
              },
            },
          ],
          partialFingerprints: { 'stager/v1': fingerprint(finding) },
          ...(finding.allowed === null ? {} : { suppressions: [{ kind: 'inSource', justification: finding.allowed }] }),
        })),
      },
    ],
  }
  return JSON.stringify(log, null, 2)
}

/** The same finding in the next run, wherever the line has gone. */
const fingerprint = ({ rule, file, statement, message }: Finding): string =>
  createHash('sha256')
    .update([rule, file, statement ?? '', message].join('\0'))
    .digest('hex')
