/** What moves come to for one transaction: who signed it, how it was sent, whether it stands in the chain. */
import { isPracticeChain } from '../model/chainKey'
import type { ConfirmationFile } from '../model/confirmationFile'
import type { PayoutTransactionV4 } from '../model/payoutFileV4'
import type { MoveFact, PayoutMove } from '../model/payoutMove'
import { treasuryOwners, treasuryThreshold } from '../payout/treasuryOwners'
import { isSameSigner, signedHashOf } from './payoutSigners'
import type { BroadcastFact, MinedFact, SendingState, SignedParts, StateProblem, TransactionState } from './payoutStateModel'

type Move<K extends MoveFact['kind']> = PayoutMove & { fact: Extract<MoveFact, { kind: K }> }
export type AddProblem = (code: StateProblem['code'], message: string) => void

export function movesOfKind<K extends MoveFact['kind']>(moves: readonly PayoutMove[], kind: K): Move<K>[] {
  return moves.filter((move): move is Move<K> => move.fact.kind === kind)
}

/** @param moves of the payout, each once, in one order whatever the order of arrival was. */
export function transactionState(
  payout: SignedParts,
  transaction: PayoutTransactionV4,
  moves: readonly PayoutMove[],
  add: AddProblem,
): TransactionState {
  const { at } = transaction
  const given = movesOfKind(moves, 'confirmed').flatMap(({ fact }) => (fact.confirmation.at === at ? fact.confirmation : []))
  const ofBytes = given.filter((confirmation) => {
    const holds = confirmation.signedHash === signedHashOf(transaction) && confirmation.payoutSha256 === payout.contentSha256
    if (!holds) add('other-bytes', `A signature by ${confirmation.signer} is over other bytes than this transaction's.`)
    return holds
  })
  const own = sendingState(payout, at, chosenSignatures(payout, ofBytes, add), moves, false, add)
  const cancelling = cancellingState(payout, at, moves, add)
  if (own.mined?.outcome === 'succeeded' && cancelling?.mined) {
    add(
      'mined-and-cancelled',
      'The transaction and the one that cancels it both stand in the chain by what is known: ask a node.',
    )
  }
  return { at, ...own, stage: stageOf(own, transaction), cancelling }
}

/** One signature for each person who may sign. */
function chosenSignatures({ treasury }: SignedParts, given: readonly ConfirmationFile[], add: AddProblem): ConfirmationFile[] {
  const allowed = treasuryOwners(treasury)
  const chosen = new Map<string, ConfirmationFile>()
  for (const confirmation of given) {
    const signer = allowed.find((one) => isSameSigner(one, confirmation.signer))
    if (signer === undefined) {
      add('stranger', `${confirmation.signer} has signed and may not: the signature does not count.`)
    } else if (confirmation.simulated && !isPracticeChain(treasury.chain)) {
      add('training-signature', `The signature by ${signer} is one for training: it does not count.`)
    } else {
      const before = chosen.get(signer)
      if (before && before.signature !== confirmation.signature) {
        add('signed-twice', `${signer} has signed twice, with two different signatures: one of them is used.`)
      }
      if (!before || confirmation.signature < before.signature) chosen.set(signer, confirmation)
    }
  }
  return [...chosen.entries()].sort(([a], [b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)).map(([, one]) => one)
}

function cancellingState(
  payout: SignedParts,
  at: number,
  moves: readonly PayoutMove[],
  add: AddProblem,
): TransactionState['cancelling'] {
  const facts = movesOfKind(moves, 'cancelling')
    .filter(({ fact }) => fact.at === at)
    .sort((one, other) => (`${one.movedAt}${one.id}` < `${other.movedAt}${other.id}` ? -1 : 1))
  const last = facts.at(-1)
  if (!last) return null
  // An account may have signed several, with other fees: the last is the one to send, and any of them uses up the nonce.
  const used = payout.treasury.kind === 'account' ? [last] : facts
  const signatures = chosenSignatures(
    payout,
    used.map(({ fact }) => fact.confirmation),
    add,
  )
  return { ...sendingState(payout, at, signatures, moves, true, add), unsigned: last.fact.unsigned }
}

function sendingState(
  { treasury }: SignedParts,
  at: number,
  confirmations: ConfirmationFile[],
  moves: readonly PayoutMove[],
  cancels: boolean,
  add: AddProblem,
): SendingState {
  const isOfThis = (fact: BroadcastFact | MinedFact) => fact.at === at && (fact.cancels === true) === cancels
  const broadcasts = movesOfKind(moves, 'broadcast').flatMap(({ fact }) => (isOfThis(fact) ? fact : []))
  const needed = treasuryThreshold(treasury)
  return {
    confirmations,
    needed,
    isSigned: confirmations.length >= needed,
    broadcasts: [...new Map(broadcasts.map((fact) => [fact.transaction, fact])).values()],
    mined: minedOf(moves, isOfThis, add),
  }
}

function minedOf(moves: readonly PayoutMove[], isOfThis: (fact: MinedFact) => boolean, add: AddProblem): MinedFact | null {
  const told = movesOfKind(moves, 'mined').flatMap(({ fact }) => (isOfThis(fact) ? fact : []))
  const standing = told.filter((fact) => {
    const stands = isStanding(fact, moves)
    if (!stands) add('unmined', `Block ${fact.block}, which held ${fact.transaction}, is no longer part of the chain.`)
    return stands
  })
  const succeeded = standing.filter(({ outcome }) => outcome === 'succeeded')
  if (new Set(succeeded.map(({ transaction }) => transaction)).size > 1) {
    add(
      'mined-twice',
      'Two transactions for the same place stand in the chain by what is known: ask a node before anything else.',
    )
  }
  return succeeded[0] ?? standing[0] ?? null
}

/** Whether no move says that its block is gone, but those that it knows of. */
export function isStanding(fact: MinedFact, moves: readonly PayoutMove[]): boolean {
  const ofBlock = movesOfKind(moves, 'unmined').filter(
    (move) => move.fact.transaction === fact.transaction && move.fact.blockHash === fact.blockHash,
  )
  if (ofBlock.length === 0) return true
  const known = movesOfKind(moves, 'mined').flatMap(({ fact: other }) =>
    other.transaction === fact.transaction && other.blockHash === fact.blockHash ? (other.again ?? []) : [],
  )
  return ofBlock.every(({ id }) => known.includes(id))
}

function stageOf({ mined, broadcasts, isSigned, confirmations }: SendingState, { kind }: PayoutTransactionV4) {
  if (mined?.outcome === 'succeeded') return 'mined'
  // The call failed and the Safe's own nonce is unused: it is sent again by whoever pays the gas. An account's nonce is gone.
  if (mined && kind !== 'safe') return 'failed'
  if (broadcasts.length > 0) return 'broadcast'
  if (isSigned) return 'signed'
  return confirmations.length > 0 ? 'confirming' : 'waiting'
}
