/** Who or what gets a hotspot's units in a split of any version: a member, or an account or pool under a name of its own. */
import type { SplitFile } from '#core/rewards/splitFile'

type Row = SplitFile['rows'][number]
type Share = Row['shares'][number]

/** A member's id, or a name in words for what is no member. */
export function receiverOf(share: Share): string {
  if (share.memberId !== undefined) return share.memberId
  if (!('reserve' in share || 'agreementId' in share || 'pool' in share || 'dust' in share)) return ''
  if (share.reserve !== undefined) return `Reserve ${share.reserve}`
  if (share.agreementId !== undefined) return `Agreement ${share.agreementId}`
  return share.pool === undefined ? 'Dust' : `Pool ${share.pool}`
}

/** The agreement of a row: of one that changed within the period, the first. */
export function agreementOfRows(split: SplitFile): (row: Row) => string {
  if (split.format !== 'commonmast-split-v3') return (row) => ('agreementId' in row ? row.agreementId : '')
  const byApplied = new Map(split.applied.map(({ id, agreementId }) => [id, agreementId]))
  return (row) => ('appliedId' in row ? (byApplied.get(row.appliedId) ?? '') : '')
}
