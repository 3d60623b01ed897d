/** Whether a split still says what splitting again would: the same rewards and groups, members and agreements. */
import type { Agreement, Member } from '#core/model/records'
import type { RewardInput } from '#core/rewards/splitExactly'
import type { SplitFile } from '#core/rewards/splitFile'

export interface SplitSources {
  rewards: readonly RewardInput[]
  members: readonly Member[]
  agreements: readonly Agreement[]
}

export function splitIsCurrent(split: SplitFile, { rewards, members, agreements }: SplitSources): boolean {
  const rows = new Map(split.rows.map((row) => [row.hotspotKey, row]))
  const sameRewards =
    rows.size === rewards.length &&
    rewards.every(({ hotspotKey, groups, amountBaseUnits }) => {
      const row = rows.get(hotspotKey)
      return row?.amountBaseUnits === amountBaseUnits.toString() && sameTexts(row.groups, groups)
    })
  return sameRewards && sameTexts(split.members.map(memberText), members.map(memberText)) && sameAgreements(split, agreements)
}

function sameAgreements(split: SplitFile, agreements: readonly Agreement[]): boolean {
  return sameTexts(split.agreements.map(agreementText), agreements.map(agreementText))
}

function memberText({ id, name, address }: Pick<Member, 'id' | 'name' | 'address'>): string {
  return JSON.stringify([id, name, address])
}

function agreementText({ id, name, scope, shares }: Pick<Agreement, 'id' | 'name' | 'scope' | 'shares'>): string {
  const reach = scope.kind === 'default' ? [] : scope.kind === 'group' ? [scope.group] : [...scope.hotspotIds].sort()
  return JSON.stringify([id, name, scope.kind, reach, shares.map((share) => [share.memberId, share.percent])])
}

/** The same texts, in whatever order. */
function sameTexts(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false
  const ordered = [...right].sort()
  return [...left].sort().every((text, at) => text === ordered[at])
}
