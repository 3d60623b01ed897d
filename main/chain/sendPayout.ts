/**
 * Sends a signed transaction of a payout. What was sent before is found in the moves and on the chain, so it can be called again
 * after every interruption; what is sent is written down first. SPEC.md, rules [PS14] and [PS15].
 */
import type { Hex } from 'viem'
import { Problem, validateArgument } from '#core/model/problem'
import { highestPrice } from '#core/treasury/chain/fees'
import { readSignedTransaction, type SignedTransaction } from '#core/treasury/chain/signedTransaction'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { executionOf, signedTransactionOf } from '#core/treasury/payout/transactionToSign'
import { allowedMoves } from '#core/treasury/state/allowedMoves'
import { payoutState } from '#core/treasury/state/payoutState'
import type { PayoutState, TransactionState } from '#core/treasury/state/payoutStateModel'
import { broadcast } from './broadcast'
import type { EvmChain, SendAnswer } from './evmChain'
import { executorTransaction, replacementTransaction } from './executorTransaction'
import { followPayout } from './followPayout'
import type { GasPayer } from './gasPayer'
import type { MoveMemory } from './moveMemory'
import type { TransactionFate } from './transactionFate'

export interface SendOptions {
  /** Place of the transaction. */
  at: number
  /** Of a Safe's transaction that was not given to a node before. */
  payer: GasPayer | null
  /** The most that the executor offers for a unit of gas, in wei. */
  capWei: bigint
  /** Offers more for one that waits. */
  raisesFees?: boolean
}

export interface SentTransaction {
  fate: TransactionFate
  /** What nodes said, for people only; empty where nothing had to be sent. */
  answers: SendAnswer[]
}

type Attempts = [SignedTransaction, ...SignedTransaction[]]

/** @throws Problem `broadcast.*`, `confirmation.*`, `safe.*`, `fees.*`, `ledger.*`, `node.*` or what the memory refuses */
export async function sendPayoutTransaction(
  chain: EvmChain,
  payout: PayoutFileV4,
  memory: MoveMemory,
  options: SendOptions,
): Promise<SentTransaction> {
  const { at } = options
  const [before] = await followPayout(chain, payout, memory, at)
  validateArgument(before, 'payout.no-transaction', `The payout has ${payout.transactions.length} transactions: choose one.`)
  if (before.kind !== 'open') return { fate: before, answers: [] }
  const state = payoutState(payout, await memory.moves())
  const known = checkMaySend(state, at)
  if (before.missing > 0n) {
    throw new Problem(
      'broadcast.waits',
      `${before.missing} other transactions of the treasury come before this one, so it is not sent yet: send those first.`,
    )
  }
  const attempts = await attemptsFor(chain, payout, known, memory, options)
  const { answers } = await broadcast(chain, { attempts, confirmations: 1n, fromBlock: 0n, blockBefore: null })
  const [fate = before] = await followPayout(chain, payout, memory, at)
  return { fate, answers }
}

/** @throws Problem that says why it is not sent */
function checkMaySend(state: PayoutState, at: number): TransactionState {
  const known = state.transactions[at]
  if (known && allowedMoves(state).broadcast.includes(at)) return known
  if (state.voided) {
    throw new Problem('broadcast.void', `This payout is void and is not sent (${state.voided.reason}): prepare another.`)
  }
  if (state.replacedBy !== null) {
    throw new Problem('broadcast.replaced', 'Another payout takes the place of this one: send that one.')
  }
  const { needed = 1, confirmations = [] } = known ?? {}
  throw confirmations.length < needed
    ? new Problem(
        'broadcast.not-signed',
        `Transaction ${at + 1} has ${confirmations.length} of ${needed} signatures: collect the others first.`,
      )
    : new Problem('broadcast.settled', 'This payout was compared with the chain already: look at it before anything is sent.')
}

/** Every transaction that may carry it out under one nonce, the last one to be sent; written down before. */
async function attemptsFor(
  chain: EvmChain,
  payout: PayoutFileV4,
  known: TransactionState,
  memory: MoveMemory,
  options: SendOptions,
): Promise<Attempts> {
  const keep = (signed: SignedTransaction) =>
    memory.keep({
      kind: 'broadcast',
      at: known.at,
      transaction: signed.hash,
      raw: signed.raw,
      executor: signed.from,
      nonce: signed.nonce.toString(),
      maxFeePerGasWei: highestPrice(signed.fees).toString(),
    })
  const [confirmation] = known.confirmations
  if (payout.treasury.kind === 'account' && confirmation) {
    const signed = await readSignedTransaction((await signedTransactionOf(payout, known.at, confirmation)).raw)
    await keep(signed)
    return [signed]
  }
  const { payer, capWei, raisesFees = false } = options
  const waiting = await waitingAttempts(chain, known, payer)
  if (waiting && !raisesFees) return waiting
  if (!payer) throw noPayer()
  const last = waiting?.at(-1)
  if (waiting && last) {
    validateArgument(
      last.from === payer.address,
      'broadcast.other-executor',
      `${last.from} sent what waits, so it alone can offer more for it: pay the gas from that account.`,
    )
    const replacing = await payer.sign(await replacementTransaction(chain, last, capWei))
    await keep(replacing)
    return [...waiting, replacing]
  }
  const call = await executionOf(payout, known.at, known.confirmations)
  const signed = await payer.sign(await executorTransaction(chain, { from: payer.address, call, capWei }))
  await keep(signed)
  return [signed]
}

/**
 * What was given to a node before and may still be mined, of one account and nonce, the lowest offer first; null where there is
 * none. The account that pays now comes first.
 */
async function waitingAttempts(
  chain: EvmChain,
  { broadcasts }: TransactionState,
  payer: GasPayer | null,
): Promise<Attempts | null> {
  const open: SignedTransaction[] = []
  for (const { raw } of broadcasts) {
    const signed = await readSignedTransaction(raw as Hex)
    if ((await chain.nonce(signed.from, 'latest')) <= signed.nonce) open.push(signed)
  }
  const chosen = open.find(({ from }) => from === payer?.address) ?? open[0]
  if (!chosen) return null
  const ofNonce = open.filter(({ from, nonce }) => from === chosen.from && nonce === chosen.nonce)
  const [first = chosen, ...others] = ofNonce.sort((a, b) => (highestPrice(a.fees) < highestPrice(b.fees) ? -1 : 1))
  return [first, ...others]
}

function noPayer(): Problem {
  return new Problem(
    'broadcast.no-executor',
    'A Safe’s transaction is sent by an account that pays its gas: choose a Ledger, or on a practice chain an account of the node.',
  )
}
