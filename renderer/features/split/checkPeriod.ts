/** What is known of a period before it is split: its figures, what each agreement takes, and everything in the way. */

import type { BooksText } from '#core/agreements/books'
import { checkTerms, namedIn } from '#core/agreements/checkTerms'
import { installsByHotspot, installsOfPeriod } from '#core/agreements/installs'
import { createTermsChooser } from '#core/agreements/termsInForce'
import { sumBaseUnits } from '#core/model/money'
import { Problem } from '#core/model/problem'
import type { Agreement, Contribution, GroupedHotspot, Hotspot, Member, Period } from '#core/model/records'
import { hotspotId, hotspotKeyOf } from '#core/networks/deviceKey/hotspotId'
import { HotspotReferences } from '#core/networks/deviceKey/hotspotReference'
import { type AgreementsReach, agreementsReach } from '#core/rewards/agreementsReach'
import { NO_PERIOD_FACTS, type PeriodFactsOfFile } from '#core/rewards/agreementsReading'
import { groupsByKey, groupsOfHotspots } from '#core/rewards/groupsByKey'
import type { DeviceAmount } from '#core/rewards/period'
import type { RewardInput } from '#core/rewards/splitByTerms'
import { checkMembers } from '#core/rewards/splitMembers'
import { termsOf } from '#core/rewards/termsOf'
import { type UnmatchedKeys, unmatchedKeys } from '#core/rewards/unmatchedKeys'
import type { SplitInputs } from '../../data/money/splitInputs'
import { currenciesNeeded, currenciesOfMembers, inputProblems } from './inputs/inputProblems'

export interface AgreementUse {
  rewards: number
  amountBaseUnits: bigint
}

export interface PeriodCheck {
  rewards: RewardInput[]
  totalBaseUnits: bigint
  inFleet: number
  notInFleet: number
  /** Hotspots of a correction for which more was payable before than its file says. */
  overpaid: DeviceAmount[]
  withoutAgreement: number
  /** Keys that agreements name and that neither this period nor the fleet knows: mistyped, or gone. */
  unmatched: UnmatchedKeys[]
  /** Agreements that take nothing, and what is left to the default. */
  reach: AgreementsReach
  /** By agreement id; agreements that take nothing are absent. */
  uses: Map<string, AgreementUse>
  /** Members who take part in an agreement and have no address: what they are due will be held. */
  withoutAddress: Member[]
  /** What goes into the split beside them. */
  facts: PeriodFactsOfFile
  /** Currencies in which agreements that take something here name amounts, and in which members who take part are paid. */
  currencies: string[]
  /** Each with what to do; the split can run when there are none. */
  problems: Problem[]
}

export interface PeriodFacts {
  period: Pick<Period, 'network' | 'start' | 'end' | 'token' | 'corrects'>
  contributions: readonly Contribution[]
  hotspots: readonly Hotspot[]
  /** Groups by key, of hotspots that may not be in the fleet. */
  groupedHotspots: readonly GroupedHotspot[]
  members: readonly Member[]
  agreements: readonly Agreement[]
  /** What is kept of the period; left out, there is nothing. */
  inputs?: SplitInputs | undefined
  /** The books that it opens with. */
  opening?: BooksText | null
}

export function checkPeriod(given: PeriodFacts): PeriodCheck {
  const { period, contributions, hotspots, groupedHotspots, members, agreements } = given
  const fleet = new Set(hotspots.map(({ id }) => id))
  const cells = new Map(hotspots.map(({ id, h3 }) => [id, h3]))
  const groups = groupsByKey([...hotspots, ...groupedHotspots], period.network)
  const idOf = ({ hotspotKey }: { hotspotKey: string }) => hotspotId(period.network, hotspotKey)
  const rewards = contributions.map(
    (contribution): RewardInput => ({
      hotspotKey: contribution.hotspotKey,
      name: contribution.name,
      groups: groups.get(contribution.hotspotKey) ?? [],
      cell: cells.get(idOf(contribution)) ?? null,
      ...amountsIn(contribution),
    }),
  )
  const inFleet = rewards.filter((reward) => fleet.has(idOf(reward))).length
  const problems: Problem[] = []
  attempt(problems, () => checkMembers(members))
  const memberIds = new Set(members.map((member) => member.id))
  const references = new HotspotReferences([...fleet, ...rewards.map(idOf)])
  for (const agreement of agreements) attempt(problems, () => checkAgreement(agreement, memberIds, references))
  // So would one that a group names.
  for (const { id } of groupedHotspots) attempt(problems, () => references.resolve(id))
  const choose = () => {
    const chooser = createTermsChooser(agreements.map(termsOf), period.network)
    // Where agreements change within the period, the later one is counted from then on when it is split.
    return (reward: RewardInput) => chooser(reward, period.start ?? '')
  }
  const { uses, withoutAgreement } = applyAgreements(rewards, choose, problems)
  if (withoutAgreement > 0) problems.push(missingAgreement(withoutAgreement, rewards.length))
  const facts = factsOf(given, rewards)
  // A correction is shared at the prices and installs of its original.
  const isCorrection = (period.corrects ?? []).length > 0
  const named = new Set(agreements.flatMap((agreement) => [...namedIn(termsOf(agreement).stages).memberIds]))
  for (const { hostId, installerId } of facts.installs) for (const id of [hostId, installerId]) if (id) named.add(id)
  const ofTerms = isCorrection ? [] : currenciesNeeded(agreements, uses, given.opening ?? null, period)
  const ofMembers = isCorrection ? [] : currenciesOfMembers(members, named)
  const currencies = [...new Set([...ofTerms, ...ofMembers])].sort()
  problems.push(...inputProblems(facts, { members, currencies: ofTerms, ofMembers, token: period.token }))
  attempt(problems, () => installsByHotspot(facts.installs))
  return {
    rewards,
    totalBaseUnits: sumBaseUnits(rewards.map(({ amountBaseUnits, beforeBaseUnits = 0n }) => amountBaseUnits - beforeBaseUnits)),
    inFleet,
    notInFleet: rewards.length - inFleet,
    overpaid: overpaidIn(rewards),
    withoutAgreement,
    unmatched: unmatchedKeys(
      agreements,
      groupsOfHotspots(groupedHotspots),
      knownKeys(rewards, hotspots, period.network),
      period.network,
    ),
    reach: agreementsReach(agreements, (id) => uses.get(id)?.rewards ?? 0, rewards.length),
    uses,
    withoutAddress: members.filter((member) => isHeldWithoutAddress(member) && named.has(member.id)),
    facts,
    currencies,
    problems,
  }
}

/** Whoever is paid in money needs none. */
function isHeldWithoutAddress({ address, paidBy }: Pick<Member, 'address' | 'paidBy'>): boolean {
  return address === null && paidBy !== 'money'
}

function factsOf({ inputs, period }: PeriodFacts, rewards: readonly RewardInput[]): PeriodFactsOfFile {
  if (!inputs) return NO_PERIOD_FACTS
  const { prices, measures, entries, minimumPayoutBaseUnits, installs } = inputs
  return {
    prices,
    measures,
    minimumPayoutBaseUnits,
    entries: entries.map(({ entry }) => entry),
    installs: installsOfPeriod(installs, period, new Set(rewards.map(({ hotspotKey }) => hotspotKey))),
  }
}

function knownKeys(rewards: readonly RewardInput[], hotspots: readonly Hotspot[], network: string): Set<string> {
  const ofFleet = hotspots.filter((hotspot) => hotspot.network === network).map(({ id }) => hotspotKeyOf(id))
  return new Set([...rewards.map(({ hotspotKey }) => hotspotKey), ...ofFleet])
}

function overpaidIn(rewards: readonly RewardInput[]): DeviceAmount[] {
  return rewards.flatMap(({ hotspotKey, amountBaseUnits: stated, beforeBaseUnits = 0n }) =>
    beforeBaseUnits > stated ? [{ hotspotKey, amountBaseUnits: beforeBaseUnits - stated }] : [],
  )
}

/** What the file states, and of a correction what was shared before. */
function amountsIn({ amountBaseUnits, correction }: Contribution): Pick<RewardInput, 'amountBaseUnits' | 'beforeBaseUnits'> {
  if (!correction) return { amountBaseUnits: BigInt(amountBaseUnits) }
  return { amountBaseUnits: BigInt(correction.statedBaseUnits), beforeBaseUnits: BigInt(correction.beforeBaseUnits) }
}

function checkAgreement(agreement: Agreement, memberIds: ReadonlySet<string>, references: HotspotReferences): void {
  // A key that hotspots of two networks have would take the rewards of both.
  if (agreement.scope.kind === 'hotspots') for (const reference of agreement.scope.hotspotIds) references.resolve(reference)
  checkTerms(termsOf(agreement), memberIds)
}

function applyAgreements(
  rewards: readonly RewardInput[],
  createChooser: () => (reward: RewardInput) => { id: string } | null,
  problems: Problem[],
) {
  const uses = new Map<string, AgreementUse>()
  let withoutAgreement = 0
  attempt(problems, () => {
    const choose = createChooser()
    for (const reward of rewards) {
      const agreement = choose(reward)
      if (!agreement) {
        withoutAgreement++
        continue
      }
      const use = uses.get(agreement.id) ?? { rewards: 0, amountBaseUnits: 0n }
      uses.set(agreement.id, { rewards: use.rewards + 1, amountBaseUnits: use.amountBaseUnits + reward.amountBaseUnits })
    }
  })
  return { uses, withoutAgreement }
}

function missingAgreement(without: number, all: number): Problem {
  return new Problem(
    'split.no-agreement',
    without === all
      ? 'No agreement says who shares these rewards: add a default agreement.'
      : `${without} of ${all} rewards have no agreement: add a default agreement, or one that names them.`,
  )
}

function attempt(problems: Problem[], work: () => unknown): void {
  try {
    work()
  } catch (thrown) {
    problems.push(Problem.from(thrown, 'split.unusable', 'The agreements cannot be used as they are: correct them.'))
  }
}
