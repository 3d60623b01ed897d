/**
 * Whether a payout of version 4 may be signed, by all that is known of others: of the records, of the journal, of files. What is
 * void or was never signed stands in nobody's way; what was practised stands in the way of practice alone.
 * SPEC.md, rules [PX1] to [PX9].
 */
import { Problem } from '../../model/problem'
import { overlapsSigned } from '../../payout/paidPeriods'
import { rewardsDigest } from '../../payout/payoutPeriod'
import { lastSigned } from '../../payout/signedPayout'
import { isPracticeChain } from '../model/chainKey'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import { checkAddressConfirmation, unconfirmedChanges } from './addressConfirmation'
import { type AccountNonce, type KnownPayout, noncesOf } from './knownPayout'
import { addressUnconfirmed } from './preparePayoutV4'
import { treasuryOwners } from './treasuryOwners'

export interface GuardAnswersV4 {
  /** The person has said that this is another period, although the same amounts were signed before. */
  isAnotherPeriod?: boolean
  /** Raw Ed25519 key of this installation, hex: what it confirmed itself does not count. */
  ownPublicKey?: string | null
}

/**
 * Why the payout must not be signed, or null.
 * @param known the oldest first; the payout itself may be among them
 * @returns Problem `payout.void`, `payout.paid`, `payout.replaced-unknown`, `payout.replaced-paid`,
 * `payout.replaced-can-still-pay`, `payout.nonce-used`, `payout.period-signed`, `payout.paid-already`, `payout.overlaps`,
 * `payout.same-amounts`, `payout.other-token`, `payout.lower-leaf`, `payout.out-of-date`, `payout.address-unconfirmed` or
 * `address-confirmation.*`
 */
export async function guardPayoutV4(
  payout: PayoutFileV4,
  known: readonly KnownPayout[],
  answers: GuardAnswersV4 = {},
): Promise<Problem | null> {
  const practice = isPracticeChain(payout.treasury.chain)
  const alike = known.filter((one) => one.practice === practice)
  const own = alike.find(({ id }) => id === payout.contentSha256)
  const replaced = replacedBy(payout, alike)
  const others = alike.filter((one) => one !== own && !replaced.includes(one))
  const binding = others.filter(({ isVoid, isSigned, isPaid }) => !isVoid && (isSigned || isPaid))
  return (
    overAlready(own) ??
    notReplaceable(payout, replaced) ??
    nonceUsed(payout, others) ??
    periodSigned(payout, binding, answers.isAnotherPeriod ?? false) ??
    rootOutOfDate(payout, binding) ??
    (await addressChanged(payout, binding, answers.ownPublicKey ?? null))
  )
}

/** The payouts of the same period that the payout declares to take the place of, one after the other. */
function replacedBy({ replaces }: PayoutFileV4, known: readonly KnownPayout[]): KnownPayout[] {
  const chain: KnownPayout[] = []
  for (let id = replaces?.payoutSha256 ?? null; id !== null; ) {
    const one = known.find((each) => each.id === id)
    if (!one || chain.includes(one)) break
    chain.push(one)
    id = one.replaces
  }
  return chain
}

function overAlready(own: KnownPayout | undefined): Problem | null {
  if (own?.isVoid) return new Problem('payout.void', 'This payout is void: prepare another in its place.')
  return own?.isPaid ? new Problem('payout.paid', 'This payout was paid: there is nothing to sign any more.') : null
}

/** Both of them must never be able to pay: what the replaced one has signed is used up, or takes the same nonce. */
function notReplaceable(payout: PayoutFileV4, [replaced, ...earlier]: readonly KnownPayout[]): Problem | null {
  if (payout.replaces && !replaced) {
    return new Problem(
      'payout.replaced-unknown',
      `The payout that this one takes the place of (${payout.replaces.payoutSha256.slice(0, 12)}…) is not known here: take in its file first.`,
    )
  }
  if (replaced?.isPaid) {
    return new Problem(
      'payout.replaced-paid',
      `The payout of ${replaced.name} that this one takes the place of was paid: nothing is left to pay.`,
    )
  }
  const nonces = noncesOf(payout)
  const open = [replaced, ...earlier].flatMap((one) => one?.openNonces ?? []).find((nonce) => !includes(nonces, nonce))
  if (!open) return null
  return new Problem(
    'payout.replaced-can-still-pay',
    `The payout of ${replaced?.name} was signed for nonce ${open.nonce}, which is not used up, so that both could pay: take the same nonce, or use it up first.`,
    { field: 'nonce' },
  )
}

function nonceUsed(payout: PayoutFileV4, others: readonly KnownPayout[]): Problem | null {
  const nonces = noncesOf(payout)
  for (const one of others) {
    if (one.chain !== payout.treasury.chain || !one.isSigned) continue
    const used = one.nonces.find((nonce) => includes(nonces, nonce))
    if (!used) continue
    return new Problem(
      'payout.nonce-used',
      `Nonce ${used.nonce} is used by the signed payout of ${one.name}, and a chain takes only one of the two: read the next nonce and prepare the payout again, or declare that it takes the place of that one.`,
      { field: 'nonce' },
    )
  }
  return null
}

function includes(nonces: readonly AccountNonce[], { account, nonce }: AccountNonce): boolean {
  return nonces.some((each) => each.account.toLowerCase() === account.toLowerCase() && each.nonce === nonce)
}

function periodSigned(
  { split, periods }: PayoutFileV4,
  binding: readonly KnownPayout[],
  isAnotherPeriod: boolean,
): Problem | null {
  const period = periods.at(-1)
  const ofPeriod = binding.find((one) => one.period?.id === period?.id)
  if (ofPeriod) {
    return new Problem(
      'payout.period-signed',
      `The payout of ${ofPeriod.name} was ${ofPeriod.isPaid ? 'paid' : 'signed'} already, and another would pay it twice: choose another split, or declare that this one takes the place of that payout.`,
    )
  }
  const inToken = binding.filter(({ token }) => token?.symbol.toUpperCase() === split.token.symbol.toUpperCase())
  const overlap = overlapsSigned(
    split,
    inToken.flatMap(({ period: known }) => known?.facts ?? []),
  )
  if (overlap || isAnotherPeriod) return overlap
  const digest = rewardsDigest(split)
  const ofAmounts = binding.findLast(({ rewardsSha256 }) => rewardsSha256 === digest)
  if (!ofAmounts) return null
  return new Problem(
    'payout.same-amounts',
    `The same amounts for the same devices were signed as ${ofAmounts.name}: do not pay them twice, or confirm that ${period?.name} is another period.`,
  )
}

function rootOutOfDate({ merkle, treasury, token }: PayoutFileV4, binding: readonly KnownPayout[]): Problem | null {
  if (!merkle) return null
  const there = binding.flatMap((one) => {
    const isThere = one.chain === treasury.chain && one.merkle?.distributor.toLowerCase() === merkle.distributor.toLowerCase()
    return one.merkle && isThere ? [{ ...one.merkle, name: one.name, token: one.token }] : []
  })
  const other = there.find(({ token: known }) => known && isOtherToken(known, token))
  if (other) {
    return new Problem(
      'payout.other-token',
      `${merkle.distributor} pays ${other.token?.symbol} of another contract: choose the distributor of this token.`,
      { field: 'distributor' },
    )
  }
  const leaves = new Map(merkle.leaves.map(({ address, cumulativeBaseUnits }) => [address, BigInt(cumulativeBaseUnits)]))
  for (const { name, root, cumulativeByAddress } of there) {
    const fallen = [...(cumulativeByAddress ?? [])].find(([address, amount]) => (leaves.get(address) ?? 0n) < amount)
    if (!fallen) continue
    const [address, amount] = fallen
    return new Problem(
      'payout.lower-leaf',
      `The signed payout of ${name} (root ${root}) gives ${address} a running total of ${amount}, and this one only ${leaves.get(address) ?? 0n}: take in that payout and prepare this one after it.`,
    )
  }
  const last = lastSigned(there)
  if (!last || last.root === merkle.previousRoot) return null
  return new Problem(
    'payout.out-of-date',
    `The signed payout of ${last.name} (root ${last.root}) is the last at this distributor, and this one goes on from another: prepare it again after that one.`,
  )
}

function isOtherToken(known: NonNullable<KnownPayout['token']>, token: PayoutFileV4['token']): boolean {
  if (known.symbol !== token.symbol || known.decimals !== token.decimals) return true
  return known.address !== undefined && known.address !== token.address
}

async function addressChanged(
  payout: PayoutFileV4,
  binding: readonly KnownPayout[],
  ownPublicKey: string | null,
): Promise<Problem | null> {
  const owners = treasuryOwners(payout.treasury)
  for (const file of payout.addressConfirmations) {
    try {
      await checkAddressConfirmation(file, { ownPublicKey, owners })
    } catch (thrown) {
      return Problem.from(
        thrown,
        'address-confirmation.malformed',
        'The confirmation of an address cannot be read: ask for it again.',
      )
    }
  }
  const paidAt = new Map(binding.flatMap(({ addressByMember }) => [...addressByMember]))
  const [change] = unconfirmedChanges(payout.payees, paidAt, payout.addressConfirmations)
  return change ? addressUnconfirmed(change) : null
}
