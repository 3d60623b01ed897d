/** Why someone gets what they get: the hotspots behind it, the agreement of each, the percentage, the rounding unit. */
import { parsePercent } from '#core/agreements/percent'
import { keyInSplit } from '#core/rewards/explain/sharedIn'
import type { SplitFile } from '#core/rewards/splitFile'
import { agreementOfRows, receiverOf } from './splitReceivers'

/** What a band or a row stands for; null means all. */
export interface ShareSelection {
  memberIds: string[] | null
  agreementIds: string[] | null
  hotspotKeys: string[] | null
}

export interface ExplainedRow {
  hotspotKey: string
  hotspotName: string
  agreementId: string
  agreementName: string
  memberId: string
  memberName: string
  /** Null where the agreement has stages beside percentages. */
  percent: string | null
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
  const chosen = selection.hotspotKeys && new Set(selection.hotspotKeys)
  const names = new Map(split.members.map((member) => [member.id, member.name]))
  const terms = new Map(
    split.agreements.map((agreement) => [agreement.id, { name: agreement.name, percents: percentsOf(agreement) }]),
  )
  const rows: ExplainedRow[] = []
  const hotspots = new Set<string>()
  const agreementOf = agreementOfRows(split)
  for (const row of split.rows) {
    const agreementId = agreementOf(row)
    if ((agreements && !agreements.has(agreementId)) || (chosen && !chosen.has(keyInSplit(split, row.hotspotKey)))) continue
    const term = terms.get(agreementId)
    const hotspotBaseUnits = BigInt(row.amountBaseUnits)
    for (const share of row.shares) {
      const shareBaseUnits = BigInt(share.amountBaseUnits)
      const receiver = receiverOf(share)
      if ((members && !members.has(receiver)) || shareBaseUnits === 0n) continue
      const percent = term?.percents.get(receiver) ?? null
      hotspots.add(row.hotspotKey)
      rows.push({
        hotspotKey: row.hotspotKey,
        hotspotName: row.name,
        agreementId,
        agreementName: term?.name ?? agreementId,
        memberId: receiver,
        memberName: names.get(receiver) ?? receiver,
        percent,
        hotspotBaseUnits,
        shareBaseUnits,
        roundedUp: percent !== null && shareBaseUnits > (hotspotBaseUnits * parsePercent(percent)) / HUNDRED_PERCENT,
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

/** The percentages of an agreement that is nothing else; empty for one of several stages. */
function percentsOf(agreement: SplitFile['agreements'][number]): Map<string, string> {
  const [stage, ...others] = 'stages' in agreement ? agreement.stages : []
  if ('shares' in agreement) return new Map(agreement.shares.map((share) => [share.memberId, share.percent]))
  if (stage?.kind !== 'remainder' || others.length > 0) return new Map()
  return new Map(
    stage.shares.flatMap(({ memberId, percent }): [string, string][] =>
      memberId !== undefined && percent !== undefined ? [[memberId, percent]] : [],
    ),
  )
}
