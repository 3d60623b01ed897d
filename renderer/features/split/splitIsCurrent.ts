/**
 * Whether a split still says what splitting again would: the same rewards and groups, members and agreements, prices,
 * installs, measures, entries and smallest payout. SPEC.md, rule [PI6].
 */

import { canonicalJson } from '#core/model/canonicalJson'
import type { Agreement, Member } from '#core/model/records'
import type { Terms } from '#core/model/terms'
import type { PeriodFactsOfFile } from '#core/rewards/agreementsReading'
import type { RewardInput } from '#core/rewards/splitByTerms'
import type { SplitFile } from '#core/rewards/splitFile'
import type { SplitFileV3 } from '#core/rewards/splitFileV3'
import { termsOf } from '#core/rewards/termsOf'

export interface SplitSources {
  rewards: readonly RewardInput[]
  members: readonly Member[]
  agreements: readonly Agreement[]
  facts: PeriodFactsOfFile
  openingSha256: string | null
}

/** @param openingSha256 digest of the split that the books would go on from, or null */
export function splitIsCurrent(split: SplitFile, { rewards, members, agreements, facts, openingSha256 }: SplitSources): boolean {
  // What earlier versions made is made again by the present rule.
  if (split.format !== 'commonmast-split-v3') return false
  const rows = new Map(split.rows.map((row) => [row.hotspotKey, row]))
  const sameRewards =
    rows.size === rewards.length &&
    rewards.every(({ hotspotKey, groups, cell = null, amountBaseUnits, beforeBaseUnits }) => {
      const row = rows.get(hotspotKey)
      return (
        row?.amountBaseUnits === amountBaseUnits.toString() &&
        row.beforeBaseUnits === beforeBaseUnits?.toString() &&
        row.cell === cell &&
        sameTexts(row.groups, groups)
      )
    })
  return (
    sameRewards &&
    sameTexts(split.members.map(memberText), members.map(memberText)) &&
    sameTexts(split.agreements.map(agreementText), agreements.map(termsOf).map(agreementText)) &&
    sameFacts(split, facts) &&
    (split.previous.at(-1)?.contentSha256 ?? null) === openingSha256
  )
}

function sameFacts(
  split: SplitFileV3,
  { prices, minimumPayoutBaseUnits, entries, installs, measures }: PeriodFactsOfFile,
): boolean {
  return (
    split.minimumPayoutBaseUnits === minimumPayoutBaseUnits.toString() &&
    sameTexts(split.prices.map(textOf), prices.map(textOf)) &&
    sameTexts(split.entries.map(textOf), entries.map(textOf)) &&
    sameTexts(split.installs.map(textOf), installs.map(textOf)) &&
    sameTexts(split.measures.hotspots.map(textOf), measures.hotspots.map(textOf)) &&
    sameTexts(split.measures.contributions.map(textOf), measures.contributions.map(textOf))
  )
}

const textOf = (value: object): string => canonicalJson(value) ?? ''

type SplitMember = Pick<Member, 'id' | 'name' | 'address' | 'standing' | 'paidBy'>

function memberText({ id, name, address, standing, paidBy = 'token' }: SplitMember): string {
  return canonicalJson([id, name, address, standing ?? { kind: 'active' }, paidBy]) ?? ''
}

function agreementText(terms: Terms): string {
  const { scope } = terms
  const ordered = scope.kind === 'hotspots' ? { ...scope, hotspotIds: [...scope.hotspotIds].sort() } : scope
  const { id, name, from, to, dust, stages } = terms
  return canonicalJson({ id, name, scope: ordered, from, to, dust, stages }) ?? ''
}

/** The same texts, in whatever order. */
function sameTexts(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false
  const ordered = [...right].sort()
  return [...left].sort().every((text, at) => text === ordered[at])
}
