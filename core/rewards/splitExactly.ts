/**
 * One period's rewards split among members, hotspot by hotspot, to the last base unit: every row's shares add up to the
 * row, and total = paid + held + dust with dust 0. SPEC.md, rules [RW1] to [RW5]. Amounts are bigint base units.
 */
import { seal } from '../model/contentDigest'
import type { Token } from '../model/money'
import { invariant, Problem } from '../model/problem'
import { apportion, type Weight } from '../agreements/apportion'
import { createAgreementChooser } from './chooseAgreement'
import type { CorrectedAmount } from './correctionOf'
import { agreementWeights } from '../agreements/percent'
import { amountsSha256, type DeviceAmount } from './period'
import type { SplitAgreement, SplitFileV2, SplitPeriod, SplitRow } from './splitFile'
import { checkMembers, type MemberInput } from './splitMembers'
import { splitTotals } from './splitTotals'

export interface RewardInput {
  hotspotKey: string
  name: string
  groups: readonly string[]
  /** What is shared; of a correction, the difference that can be paid (see payableOf). */
  amountBaseUnits: bigint
  /** Of a period that corrects others: what its file says, and what was payable before. */
  correction?: Pick<CorrectedAmount, 'statedBaseUnits' | 'beforeBaseUnits'> | undefined
}

export interface SplitInput {
  period: Omit<SplitPeriod, 'contentSha256'>
  token: Token
  rewards: readonly RewardInput[]
  members: readonly MemberInput[]
  agreements: readonly SplitAgreement[]
}

export interface SplitOptions {
  onProgress?: (progress: { done: number; total: number }) => void
  /** Looked at every thousand rows. */
  signal?: { readonly aborted: boolean }
}

const ROWS_PER_STEP = 1000

/**
 * Splits a period's rewards.
 * @throws Problem `split.no-rewards`, `split.duplicate-hotspot`, `split.negative-amount`, `split.no-agreement`,
 * `split.unknown-member`, `split.cancelled`, and those of agreements, percentages, members and addresses.
 */
export function splitExactly(input: SplitInput, options: SplitOptions = {}): SplitFileV2 {
  const { period, token, rewards } = input
  if (rewards.length === 0) throw new Problem('split.no-rewards', 'There are no rewards to split: import a period that has some.')
  const members = checkMembers(input.members)
  const weightsById = weighAgreements(input.agreements, members)
  const choices = chooseForAll(rewards, input.agreements, period.network)

  const due = new Map<string, bigint>()
  let roundedUnits = 0
  const rows = rewards.map((reward, at): SplitRow => {
    if (at % ROWS_PER_STEP === 0) {
      if (options.signal?.aborted) throw new Problem('split.cancelled', 'The split was cancelled: nothing was changed.')
      options.onProgress?.({ done: at, total: rewards.length })
    }
    const agreement = choices[at]
    const weights = agreement && weightsById.get(agreement.id)
    invariant(agreement && weights, 'every reward has a weighed agreement')
    const { amounts, leftoverUnits } = apportion(reward.amountBaseUnits, weights)
    roundedUnits += leftoverUnits
    for (const [memberId, amount] of amounts) due.set(memberId, (due.get(memberId) ?? 0n) + amount)
    return {
      hotspotKey: reward.hotspotKey,
      name: reward.name,
      groups: [...reward.groups],
      amountBaseUnits: reward.amountBaseUnits.toString(),
      ...(reward.correction && {
        correction: {
          statedBaseUnits: reward.correction.statedBaseUnits.toString(),
          beforeBaseUnits: reward.correction.beforeBaseUnits.toString(),
        },
      }),
      agreementId: agreement.id,
      shares: [...amounts].map(([memberId, amount]) => ({ memberId, amountBaseUnits: amount.toString() })),
    }
  })
  options.onProgress?.({ done: rewards.length, total: rewards.length })

  const totals = splitTotals(
    rewards.map((reward) => reward.amountBaseUnits),
    input.members,
    due,
    roundedUnits,
  )
  invariant(totals.dustBaseUnits === '0', 'a split hands out its whole total')
  return seal({
    format: 'commonmast-split-v2' as const,
    period: {
      id: period.id,
      name: period.name,
      network: period.network,
      payer: period.payer,
      start: period.start,
      end: period.end,
      contentSha256: amountsSha256(statedAmounts(rewards)),
      sourceFile: period.sourceFile,
      corrects: period.corrects.map(({ id, amountsSha256: digest }) => ({ id, amountsSha256: digest })),
    },
    token: { symbol: token.symbol, decimals: token.decimals },
    rule: 'largest-remainder-per-hotspot-v1' as const,
    totals,
    members: input.members.map(({ id, name, address }) => ({
      id,
      name,
      address,
      amountBaseUnits: (due.get(id) ?? 0n).toString(),
      status: address === null ? ('held' as const) : ('paid' as const),
    })),
    agreements: input.agreements.map(({ id, name, scope, shares }) => ({
      id,
      name,
      scope,
      shares: shares.map(({ memberId, percent }) => ({ memberId, percent })),
    })),
    rows,
  })
}

function statedAmounts(rewards: readonly RewardInput[]): DeviceAmount[] {
  return rewards.map(({ hotspotKey, amountBaseUnits, correction }) => ({
    hotspotKey,
    amountBaseUnits: correction?.statedBaseUnits ?? amountBaseUnits,
  }))
}

function weighAgreements(agreements: readonly SplitAgreement[], members: ReadonlyMap<string, unknown>): Map<string, Weight[]> {
  const weightsById = new Map<string, Weight[]>()
  for (const agreement of agreements) {
    const weights = agreementWeights(agreement)
    for (const { key } of weights) {
      if (!members.has(key)) {
        throw new Problem(
          'split.unknown-member',
          `Agreement "${agreement.name}" names "${key}", who is not a member: add the member or correct the agreement.`,
        )
      }
    }
    weightsById.set(agreement.id, weights)
  }
  return weightsById
}

function chooseForAll(
  rewards: readonly RewardInput[],
  agreements: readonly SplitAgreement[],
  network: string,
): (SplitAgreement | null)[] {
  const choose = createAgreementChooser(agreements, network)
  const seen = new Set<string>()
  const choices = rewards.map((reward) => {
    const { hotspotKey, amountBaseUnits } = reward
    if (seen.has(hotspotKey)) {
      throw new Problem(
        'split.duplicate-hotspot',
        `Hotspot "${hotspotKey}" is rewarded twice in this period: join or remove one.`,
      )
    }
    seen.add(hotspotKey)
    if (amountBaseUnits < 0n) {
      throw new Problem('split.negative-amount', `The reward of hotspot "${hotspotKey}" is below zero: correct the import.`)
    }
    return choose(reward)
  })
  const without = choices.filter((choice) => choice === null).length
  if (without > 0) {
    const first = rewards[choices.indexOf(null)]?.hotspotKey
    throw new Problem(
      'split.no-agreement',
      `${without} of ${rewards.length} rewards have no agreement (the first is hotspot "${first}"): add a default agreement, or one that names them.`,
    )
  }
  return choices
}
