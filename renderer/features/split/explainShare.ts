/** Why someone gets what they get: the hotspots behind it, the agreement of each, the percentage, the rounding unit. */
import { parsePercent } from '#core/agreements/percent'
import type { SplitFile } from '#core/rewards/splitFile'

/** What a band or a row stands for; null means all. */
export interface ShareSelection {
  memberIds: string[] | null
  agreementIds: string[] | null
}

export interface ExplainedRow {
  hotspotKey: string
  hotspotName: string
  agreementId: string
  agreementName: string
  memberId: string
  memberName: string
  percent: string
  hotspotBaseUnits: bigint
  shareBaseUnits: bigint
  /** Whether largest remainder added a base unit to the exact share rounded down. */
  roundedUp: boolean
}

export interface ShareExplanation {
  amountBaseUnits: bigint
  hotspots: number
  roundedUnits: number
  /** Largest share first. */
  rows: ExplainedRow[]
}

const HUNDRED_PERCENT = parsePercent('100')

/** Every share that the selection stands for; their sum is its amount. */
export function explainShare(split: SplitFile, selection: ShareSelection): ShareExplanation {
  const members = selection.memberIds && new Set(selection.memberIds)
  const agreements = selection.agreementIds && new Set(selection.agreementIds)
  const names = new Map(split.members.map((member) => [member.id, member.name]))
  const terms = new Map(
    split.agreements.map((agreement) => [
      agreement.id,
      { name: agreement.name, percents: new Map(agreement.shares.map((share) => [share.memberId, share.percent])) },
    ]),
  )
  const rows: ExplainedRow[] = []
  const hotspots = new Set<string>()
  for (const row of split.rows) {
    if (agreements && !agreements.has(row.agreementId)) continue
    const term = terms.get(row.agreementId)
    const hotspotBaseUnits = BigInt(row.amountBaseUnits)
    for (const share of row.shares) {
      const shareBaseUnits = BigInt(share.amountBaseUnits)
      if ((members && !members.has(share.memberId)) || shareBaseUnits === 0n) continue
      const percent = term?.percents.get(share.memberId) ?? '0'
      hotspots.add(row.hotspotKey)
      rows.push({
        hotspotKey: row.hotspotKey,
        hotspotName: row.name,
        agreementId: row.agreementId,
        agreementName: term?.name ?? row.agreementId,
        memberId: share.memberId,
        memberName: names.get(share.memberId) ?? share.memberId,
        percent,
        hotspotBaseUnits,
        shareBaseUnits,
        roundedUp: shareBaseUnits > (hotspotBaseUnits * parsePercent(percent)) / HUNDRED_PERCENT,
      })
    }
  }
  rows.sort((a, b) => (a.shareBaseUnits === b.shareBaseUnits ? 0 : a.shareBaseUnits > b.shareBaseUnits ? -1 : 1))
  return {
    amountBaseUnits: rows.reduce((sum, row) => sum + row.shareBaseUnits, 0n),
    hotspots: hotspots.size,
    roundedUnits: rows.filter((row) => row.roundedUp).length,
    rows,
  }
}
