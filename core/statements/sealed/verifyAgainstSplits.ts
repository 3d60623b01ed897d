/** A sealed statement held against the splits that it is of: each period is made again from its split. SPEC.md, rule [ST39]. */
import { Problem } from '../../model/problem'
import { findDifferences } from '../../rewards/findDifferences'
import type { SplitFile } from '../../rewards/splitFile'
import { membersOf, readStatementSource } from '../statementSource'
import { createSealedStatements } from './makeSealedStatement'
import { sealedStatementSchema } from './sealedStatement'
import { placeOf, type StatementFinding, verifyStatement } from './verifyStatement'

/** What payouts say: no split knows it. */
const NOT_OF_SPLITS = ['payment', 'receipts']

/**
 * @param file as it was read
 * @param splits verified before
 * @returns the findings of `verifyStatement`, and where file and split differ. Never throws.
 */
export async function verifyAgainstSplits(file: unknown, splits: readonly SplitFile[]): Promise<StatementFinding[]> {
  const statement = sealedStatementSchema.safeParse(file).data
  const digests = new Set(statement?.periods.map(({ split }) => split.contentSha256))
  const findings = await verifyStatement(file, {
    checkedSplits: new Set(splits.map(({ contentSha256 }) => contentSha256)),
  })
  if (!statement) return findings
  const different: StatementFinding[] = []
  for (const split of splits) {
    if (!digests.has(split.contentSha256)) {
      different.push({ where: 'split', message: `with digest ${split.contentSha256} is of no period of this statement` })
      continue
    }
    const at = statement.periods.findIndex(({ split: of }) => of.contentSha256 === split.contentSha256)
    const stated = statement.periods[at]
    if (!stated) continue
    const where = placeOf(stated, at)
    try {
      const source = readStatementSource({ cooperative: statement.cooperative, zone: statement.zone, splits: [split] })
      const member = membersOf(source).find(({ id }) => id === statement.member.id)
      const [made] = member ? createSealedStatements(source)(member).periods : []
      if (!made || !member) {
        different.push({ where, message: `is of member ${statement.member.id}, whom the split does not name` })
        continue
      }
      for (const { where: place, field, stated: reads, expected } of findDifferences(stated, made, NOT_OF_SPLITS)) {
        different.push({ where: `${where} ${place} ${field}`.trim(), message: `reads ${reads}, but the split gives ${expected}` })
      }
      const { decimals, symbol } = statement.token
      if (symbol !== split.token.symbol || decimals !== split.token.decimals) {
        different.push({ where: 'token', message: `reads ${symbol}, but the split is in ${split.token.symbol}` })
      }
    } catch (thrown) {
      different.push({
        where,
        message: Problem.from(thrown, 'verify.unreadable', 'cannot be made again from the split').message,
      })
    }
  }
  const isNote = ({ isNote: is }: StatementFinding) => is === true
  return [...findings.filter((each) => !isNote(each)), ...different, ...findings.filter(isNote)]
}
