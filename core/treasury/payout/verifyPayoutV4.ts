/**
 * Recomputes a payout of version 4 from its own contents and names everything that does not hold: it is put together again from
 * its split, the totals before and the settings, and held against what the file says. SPEC.md, rules [PV1] to [PV6].
 */
import { contentDigest } from '../../model/contentDigest'
import { type Finding, schemaFindings } from '../../model/finding'
import { Problem, validateArgument } from '../../model/problem'
import { checkHeldBefore } from '../../payout/sumPayees'
import { findDifferences } from '../../rewards/findDifferences'
import { verifySplit } from '../../rewards/verifySplit'
import { type PayoutFileV4, payoutFileV4Schema } from '../model/payoutFileV4'
import { checkAddressConfirmation } from './addressConfirmation'
import { composePayout } from './composePayout'
import type { MerkleParts, PayoutParts, TransactionSettings } from './payoutParts'
import { solanaSettingsOf } from './solanaPayments'
import { treasuryOwners } from './treasuryOwners'

type Add = (where: string, message: string) => void

/** @returns what does not hold; empty when all of it does. Never throws. */
export async function verifyPayoutV4(file: unknown): Promise<Finding[]> {
  const parsed = payoutFileV4Schema.safeParse(file)
  if (!parsed.success) return schemaFindings(parsed.error)
  const payout = parsed.data
  const raw = file as { split: unknown }
  const findings: Finding[] = []
  const add: Add = (where, message) => findings.push({ where, message })

  for (const { where, message } of verifySplit(raw.split)) add(`split.${where}`, message)
  await attempt('the file', add, async () => {
    const made = await composePayout(partsOf(payout))
    for (const { where, field, stated, expected } of findDifferences(payout, made, ['contentSha256', 'split'])) {
      add(where, `${field === '' ? '' : `${field} `}reads ${stated}, but the contents give ${expected}`)
    }
  })
  verifyPeriods(payout, add)
  await attempt('heldBefore', add, () => checkHeldBefore(payout.split, payout.heldBefore, payout.periods.slice(0, -1)))
  await verifyAddressConfirmations(payout, add)
  await attempt('contentSha256', add, () => {
    const digest = contentDigest(raw)
    if (digest !== payout.contentSha256) {
      add('contentSha256', `reads ${payout.contentSha256}, but the contents give ${digest}: the file was changed`)
    }
  })
  return findings
}

/** Runs a check; a Problem it throws becomes a finding at this place. */
async function attempt(where: string, add: Add, check: () => unknown): Promise<void> {
  try {
    await check()
  } catch (thrown) {
    add(where, Problem.from(thrown, 'verify.unreadable', 'cannot be worked out from what the file says').message)
  }
}

/** What the file says that nothing else in it follows from. @throws Problem `payout.no-transaction` */
function partsOf(payout: PayoutFileV4): PayoutParts {
  const { method, treasury, token, split, previousPayouts, replaces, heldBefore, merkle } = payout
  return {
    ...{ method, treasury, token, split, previousPayouts, replaces, heldBefore },
    periodsBefore: payout.periods.slice(0, -1),
    addressConfirmations: payout.addressConfirmations,
    snapshotSha256: payout.snapshotSha256,
    firstPayments: payout.firstPayments?.map(({ address }) => address) ?? [],
    merkle: merkle && merklePartsOf(merkle),
    settings: settingsOf(payout),
  }
}

function merklePartsOf({ kind, distributor, leaves, fundBaseUnits }: NonNullable<PayoutFileV4['merkle']>): MerkleParts {
  const before = leaves.filter(({ previousBaseUnits }) => previousBaseUnits !== '0')
  return {
    kind,
    distributor,
    previousByAddress: new Map(before.map(({ address, previousBaseUnits }) => [address, BigInt(previousBaseUnits)])),
    fund: BigInt(fundBaseUnits),
  }
}

/** The settings of the first transaction of each kind hold for all. */
function settingsOf({ transactions, payees }: PayoutFileV4): TransactionSettings {
  const [first] = transactions
  validateArgument(first, 'payout.no-transaction', 'The payout has no transaction: prepare it again.')
  if (first.kind === 'safe') return { kind: 'safe', firstNonce: BigInt(first.nonce) }
  if (first.kind === 'solana') return solanaSettingsOf(payees, transactions)
  const setRoot = transactions.find(({ purpose }) => purpose === 'set-root')
  const rootGasLimit = setRoot?.kind === 'account' ? setRoot.gasLimit : undefined
  const { type, nonce, gasLimit, maxFeePerGasWei, maxPriorityFeePerGasWei } = first
  return { kind: 'account', firstNonce: nonce, rootGasLimit, type, gasLimit, maxFeePerGasWei, maxPriorityFeePerGasWei }
}

/** The periods before are the word of the payouts before; none stands there twice. */
function verifyPeriods({ periods, previousPayouts, replaces }: PayoutFileV4, add: Add): void {
  const seen = new Set<string>()
  periods.forEach(({ id, name }, at) => {
    if (seen.has(id)) add(`periods[${at}] ${name}`, 'stands in the file twice')
    seen.add(id)
  })
  if (new Set(previousPayouts).size !== previousPayouts.length) add('previousPayouts', 'name a payout twice')
  if (periods.length > 1 && previousPayouts.length === 0) {
    add('previousPayouts', 'are missing, though periods were paid before')
  }
  if (replaces && previousPayouts.includes(replaces.payoutSha256)) {
    add('replaces.payoutSha256', 'is also among the payouts that this one goes on from')
  }
}

/** Each is genuine, by somebody who may, and for a payee of this payout. */
async function verifyAddressConfirmations({ addressConfirmations, payees, treasury }: PayoutFileV4, add: Add): Promise<void> {
  const seen = new Set<string>()
  for (const [at, file] of addressConfirmations.entries()) {
    const { memberId, address, previousAddress } = file.facts
    const where = `addressConfirmations[${at}] member ${memberId}`
    await attempt(where, add, () => checkAddressConfirmation(file, { ownPublicKey: null, owners: treasuryOwners(treasury) }))
    if (seen.has(memberId)) add(where, 'stands in the file twice')
    seen.add(memberId)
    if (previousAddress === address) add(where, 'confirms no change: both addresses are the same')
    if (!payees.some((payee) => payee.address === address && payee.memberIds.includes(memberId))) {
      add(where, `confirms ${address}, at which this payout does not pay the member`)
    }
  }
}
