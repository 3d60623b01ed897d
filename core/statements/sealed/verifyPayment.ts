/** A member's leaf in a signed payout: its hash, its proof to the root, and the transaction that sets that root. */
import { Problem } from '../../model/problem'
import { hexAt } from '../../payout/hexBytes'
import { loadKeccak } from '../../payout/keccak'
import { HASH_BYTES, hashAddressAmountLeaves } from '../../payout/merkleLeaves'
import { foldProof, loadFoldPair } from '../../payout/merkleProof'
import { verifyTransaction } from '../../payout/verifyTransaction'
import type { SealedPeriod, SealedStatement, StatedPayment } from './sealedStatement'
import type { AddFinding } from './verifyStatement'

export async function verifyPayment(
  { member }: SealedStatement,
  { payment, settlement }: SealedPeriod,
  add: AddFinding,
): Promise<void> {
  if (!payment) return
  const { payee, merkle } = payment
  const addIn: AddFinding = (where, message) => add(`payment.${where}`, message)
  if (!payment.transaction) addIn('transaction', 'is missing, though it is signed')
  await verifyTransaction(payment, addIn)
  const paid = BigInt(settlement?.paidBaseUnits ?? '0')
  if (!payee) {
    if (paid > 0n) addIn('payee', `is missing, though the member is paid ${paid}`)
    return
  }
  verifyAmounts(payee, paid, addIn)
  if (!payee.memberIds.includes(member.id))
    addIn('payee', `stands for ${payee.memberIds.join(', ') || 'nobody'}, not for ${member.id}`)
  if (payee.address !== settlement?.address) {
    addIn('payee.address', `reads ${payee.address}, but the member's address is ${settlement?.address ?? 'missing'}`)
  }
  try {
    const leaf = { address: payee.address, amountBaseUnits: BigInt(payee.cumulativeBaseUnits) }
    const leafHash = hexAt(hashAddressAmountLeaves([leaf], await loadKeccak()), 0, HASH_BYTES)
    if (payee.leafHash !== leafHash) addIn('payee.leafHash', `reads ${payee.leafHash}, but address and total give ${leafHash}`)
    if (foldProof(payee.leafHash, payee.proof, await loadFoldPair()) !== merkle.root) {
      addIn('payee.proof', 'does not lead to the root')
    }
  } catch (thrown) {
    addIn('payee', Problem.from(thrown, 'verify.unreadable', 'cannot be worked out from what the file says').message)
  }
}

function verifyAmounts(payee: NonNullable<StatedPayment['payee']>, paid: bigint, add: AddFinding): void {
  const [previous, period, cumulative, fromHeld, ofOthers] = [
    payee.previousBaseUnits,
    payee.periodBaseUnits,
    payee.cumulativeBaseUnits,
    payee.fromHeldBaseUnits,
    payee.otherMembersBaseUnits,
  ].map(BigInt) as [bigint, bigint, bigint, bigint, bigint]
  if (previous + period !== cumulative) add('payee', `has ${previous} before and ${period} now, which do not make ${cumulative}`)
  if (paid + fromHeld + ofOthers !== period) {
    add('payee', `is paid ${period}, but the member's ${paid}, ${fromHeld} of before and ${ofOthers} of others make another sum`)
  }
  if (payee.memberIds.length <= 1 && ofOthers !== 0n) add('payee', `is paid ${ofOthers} for others, of whom none has the address`)
}
