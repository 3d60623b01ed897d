/**
 * Prepares a payout of version 4; signs nothing. Believes nothing: the split and the payouts before are verified first.
 * SPEC.md, rules [PY1] to [PY19].
 */
import { seal } from '../../model/contentDigest'
import { Problem, validateArgument } from '../../model/problem'
import { checkPaidPeriods } from '../../payout/paidPeriods'
import { checkHeldBefore } from '../../payout/sumPayees'
import type { SplitFile } from '../../rewards/splitFile'
import { verifySplit } from '../../rewards/verifySplit'
import type { AddressConfirmation } from '../model/addressConfirmation'
import type { DistributorKind, PayoutFileV4, PayoutMethod } from '../model/payoutFileV4'
import type { TokenFacts, TreasuryFacts } from '../model/treasuryFacts'
import { checkAddressConfirmation, unconfirmedChanges } from './addressConfirmation'
import { composePayout } from './composePayout'
import type { PayoutParts, TransactionSettings } from './payoutParts'
import { historyOf, type PayoutHistory, type PreviousPayout, readPreviousPayout, runningTotalsAt } from './previousPayouts'
import { type ReplacedPayout, replacedPayout } from './replacedPayout'
import { treasuryOwners } from './treasuryOwners'

export interface PayoutInputV4 {
  split: SplitFile
  treasury: TreasuryFacts
  token: TokenFacts
  method: PayoutMethod
  settings: TransactionSettings
  /** Of method `merkle`. */
  distributor?: {
    kind: DistributorKind
    address: string
    /** The person has said that it has no root yet. */
    firstRoot?: boolean | undefined
    /** What is transferred to it, in base units; missing for all that the period's payees get. */
    fundBaseUnits?: string | undefined
  }
  /** Payout files of any version that this one goes on from. */
  previous: readonly unknown[]
  /** The person has said that nothing was paid before. */
  first?: boolean | undefined
  /** The person has said that equal amounts under other dates are another period. */
  again?: boolean | undefined
  /** Takes the place of a payout of the same period; what that one went on from is taken from it. */
  replaces?: ReplacedPayout | undefined
  /** New addresses that get a small first payment now and the rest later ([AD10]). */
  firstPayments?: readonly string[] | undefined
  addressConfirmations?: readonly AddressConfirmation[] | undefined
  /** Of this installation: what it confirmed itself does not count. */
  ownPublicKey?: string | null | undefined
  snapshotSha256?: string | null | undefined
}

/**
 * @throws Problem `payout.*`, `payee.*`, `address.*`, `address-confirmation.*`, `safe.*` or `transaction.*`, naming what to correct
 */
export async function preparePayoutV4(input: PayoutInputV4): Promise<PayoutFileV4> {
  const { split, treasury, token, method, settings } = input
  checkSplit(split)
  const { previous, history, replaces } = await whatCameBefore(input)
  if (!input.replaces) checkPaidPeriods(split, history.periods, input.again ?? false)
  checkHeldBefore(split, history.held, history.periods)
  const { confirmations, doNotCount } = await confirmationsOf(input)
  const firstPayments = input.firstPayments ?? []
  const parts: PayoutParts = {
    ...{ method, treasury, token, split, settings, replaces },
    periodsBefore: history.periods,
    previousPayouts: history.ids,
    heldBefore: history.held,
    firstPayments,
    addressConfirmations: confirmations,
    snapshotSha256: input.snapshotSha256 ?? null,
    merkle: merkleParts(input, previous),
  }
  const payout = await composePayout(parts)
  if (!input.replaces) checkNew(payout, history.addressByMember)
  const [unconfirmed] = unconfirmedChanges(payout.payees, history.addressByMember, confirmations)
  if (unconfirmed) throw doNotCount.get(unconfirmed.memberId) ?? addressUnconfirmed(unconfirmed)
  return seal({ ...payout, addressConfirmations: confirmations.filter(({ facts }) => isOfPayee(payout, facts)) })
}

/** By somebody who may confirm to others, and not here: they matter only where nobody else confirmed the change. */
const OF_OTHERS: ReadonlySet<string> = new Set(['address-confirmation.own-key', 'address-confirmation.no-owner'])

/** Those that count for this treasury, and by member's id why another does not. */
async function confirmationsOf({ addressConfirmations = [], ownPublicKey = null, treasury }: PayoutInputV4) {
  const confirmations: AddressConfirmation[] = []
  const doNotCount = new Map<string, Problem>()
  for (const file of addressConfirmations) {
    try {
      confirmations.push(await checkAddressConfirmation(file, { ownPublicKey, owners: treasuryOwners(treasury) }))
    } catch (thrown) {
      if (!(thrown instanceof Problem && OF_OTHERS.has(thrown.code))) throw thrown
      doNotCount.set(file.facts.memberId, thrown)
    }
  }
  return { confirmations, doNotCount }
}

/** Nobody waits for money at an address that has had some. */
function checkNew(
  { payees, firstPayments = [] }: Pick<PayoutFileV4, 'payees' | 'firstPayments'>,
  addressByMember: ReadonlyMap<string, string>,
): void {
  const known = payees.find(
    ({ address, memberIds }) =>
      firstPayments.some((first) => first.address === address) && memberIds.some((id) => addressByMember.get(id) === address),
  )
  validateArgument(
    known === undefined,
    'payout.first-payment-known',
    `${known?.address} was paid before, so it is not new: pay it whole.`,
  )
}

/** A confirmation of nobody who is paid now is left for the payout that does. */
function isOfPayee({ payees }: Pick<PayoutFileV4, 'payees'>, { memberId, address }: AddressConfirmation['facts']): boolean {
  return payees.some((payee) => payee.address === address && payee.memberIds.includes(memberId))
}

/** Why a payee whose address changed is not paid yet. */
export function addressUnconfirmed(change: { memberId: string; previousAddress: string; address: string }): Problem {
  return new Problem(
    'payout.address-unconfirmed',
    `Member ${change.memberId} was paid at ${change.previousAddress} before, and is to be paid at ${change.address} now: let another installation or an owner of the treasury confirm the change.`,
  )
}

function checkSplit(split: SplitFile): void {
  const [finding, ...others] = verifySplit(split)
  if (!finding) return
  const rest = others.length > 0 ? ` (and ${others.length} more)` : ''
  throw new Problem(
    'payout.split-does-not-hold',
    `The split does not hold, so nothing can be paid from it: ${finding.where} ${finding.message}${rest}. Make the split again.`,
  )
}

async function whatCameBefore({ split, token, previous, first = false, replaces }: PayoutInputV4): Promise<{
  previous: PreviousPayout[]
  history: PayoutHistory
  replaces: PayoutFileV4['replaces']
}> {
  const read: PreviousPayout[] = []
  for (const document of previous) read.push(await readPreviousPayout(document))
  if (replaces) {
    const { history, totals, declared } = await replacedPayout(replaces, split, token)
    return { previous: [...read, ...totals], history, replaces: declared }
  }
  validateArgument(
    first || read.length > 0,
    'payout.first-unsaid',
    'Whether anything was paid before is not said: give the last payout (--previous), or say that this is the first of all (--first).',
  )
  validateArgument(
    !first || read.length === 0,
    'payout.not-first',
    'This is said to be the first payout and goes on from another: say one of the two.',
  )
  return { previous: read, history: historyOf(read, token), replaces: null }
}

function merkleParts(
  { distributor, token, first = false }: PayoutInputV4,
  previous: readonly PreviousPayout[],
): PayoutParts['merkle'] {
  if (!distributor) return null
  const { kind, address, firstRoot = false, fundBaseUnits } = distributor
  validateArgument(
    fundBaseUnits === undefined || /^(0|[1-9]\d*)$/.test(fundBaseUnits),
    'payout.bad-fund',
    `What funds the distributor must be a whole number of base units, not "${fundBaseUnits?.slice(0, 40)}".`,
  )
  return {
    kind,
    distributor: address,
    previousByAddress: runningTotalsAt(previous, { kind, distributor: address, firstRoot: firstRoot || first }, token),
    fund: fundBaseUnits === undefined ? null : BigInt(fundBaseUnits),
  }
}
