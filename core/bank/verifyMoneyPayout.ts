/** Recomputes a payout in money from its own split and details and names everything that does not hold. Never throws. */
import { contentDigest } from '../model/contentDigest'
import { type Finding, schemaFindings } from '../model/finding'
import { Problem } from '../model/problem'
import { findDifferences } from '../rewards/findDifferences'
import { verifySplit } from '../rewards/verifySplit'
import { moneyPayoutOf } from './makeMoneyPayout'
import { type MoneyPayoutFile, moneyPayoutSchema } from './moneyPayoutFile'

/** @returns what does not hold; empty when all of it does. SPEC.md, rule [BK12] */
export function verifyMoneyPayout(file: unknown): Finding[] {
  const parsed = moneyPayoutSchema.safeParse(file)
  if (!parsed.success) return schemaFindings(parsed.error)
  const payout = parsed.data
  const findings: Finding[] = []
  for (const { where, message } of verifySplit((file as { split: unknown }).split)) {
    findings.push({ where: `split.${where}`, message })
  }
  attempt(findings, 'the file', () => {
    for (const { where, field, stated, expected } of findDifferences(payout, remade(payout), ['contentSha256', 'split'])) {
      const message = `${field === '' ? '' : `${field} `}reads ${stated}, but the split and the details give ${expected}`
      findings.push({ where, message })
    }
  })
  attempt(findings, 'contentSha256', () => {
    const digest = contentDigest(file as object)
    if (digest === payout.contentSha256) return
    const message = `reads ${payout.contentSha256}, but the contents give ${digest}: the file was changed`
    findings.push({ where: 'contentSha256', message })
  })
  return findings
}

function remade(payout: MoneyPayoutFile): MoneyPayoutFile {
  const { split, debtor, createdAt, before, again } = payout
  const members = [...payout.rows, ...payout.waiting].map(({ memberId, payment }) => ({ id: memberId, payment }))
  return moneyPayoutOf({ split, debtor, createdAt, before, again, members })
}

function attempt(findings: Finding[], where: string, check: () => void): void {
  try {
    check()
  } catch (thrown) {
    const { message } = Problem.from(thrown, 'verify.unreadable', 'cannot be worked out from what it says')
    findings.push({ where, message })
  }
}
