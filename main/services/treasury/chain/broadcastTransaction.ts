/**
 * Sends one transaction of a payout. What is to be sent is a move before any node is asked, so that a crash leaves a hash to look
 * for; called again, it sends what is missing and nothing twice.
 */
import type { Address, Hex } from 'viem'
import { serializeTransaction } from 'viem'
import type { Executor } from '#core/contract/treasuryChainCalls'
import { Problem, validateArgument } from '#core/model/problem'
import { readSignedTransaction, type SignedTransaction } from '#core/treasury/chain/signedTransaction'
import { execTransactionCall } from '#core/treasury/execTransaction'
import type { ConfirmationFile } from '#core/treasury/model/confirmationFile'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { signaturePartsOf } from '#core/treasury/payout/signatureParts'
import { executionOf, signedTransactionOf } from '#core/treasury/payout/transactionToSign'
import { checkSafeSignatures } from '#core/treasury/safeSignatures'
import type { Call } from '#core/treasury/safeTransaction'
import { readTransaction } from '#core/treasury/signing/readTransaction'
import { allowedMoves } from '#core/treasury/state/allowedMoves'
import { cancelSafeTransaction } from '#core/treasury/state/cancelTransaction'
import type { BroadcastFact, SendingState } from '#core/treasury/state/payoutStateModel'
import { broadcast } from '../../../chain/broadcast'
import type { EvmChain } from '../../../chain/evmChain'
import { executorTransaction, replacementTransaction, type UnsignedTransaction } from '../../../chain/executorTransaction'
import { safeUseNow } from '../../../chain/safeUseNow'
import type { MoveBook, OpenedPayout } from '../PayoutBook'
import { attemptsOf, requestOf } from './attempts'
import { type ExecutorContext, type ExecutorParts, executorAddress, type PayingExecutor, signAsExecutor } from './executor'
import { lookAtPayout, notCarriedOut, notMined } from './lookAtPayout'
import { tryPayments } from './simulatePayout'
import { tryRoot } from './tryRoot'

export interface BroadcastOrder {
  payoutId: string
  at: number
  what: 'payment' | 'cancelling'
  executor: Executor
  raisesFees: boolean
  maxFeePerGasWei: string | null
}

/** Without a limit of the person's own: a thousand gwei is more than any chain has asked for long. */
const MOST_FEE_WEI = 1_000_000_000_000n

/** @throws Problem `payout.*`, `broadcast.*`, `fees.*`, `ledger.*`, `node.*` or `disk.*` */
export async function broadcastTransaction(
  parts: ExecutorParts & { book: MoveBook },
  chain: EvmChain,
  order: BroadcastOrder,
  context: ExecutorContext,
): Promise<void> {
  const { book } = parts
  context.progress({ step: 'asking-node', message: `Asking ${chain.hosts.join(', ')} where the transaction stands.` })
  const { opened, findings } = await lookAtPayout(book, chain, order.payoutId)
  const sending = sendingOf(opened, order)
  if (sending.mined?.outcome === 'succeeded') return
  checkMaySend(opened, order)
  const isSafe = opened.payout.treasury.kind === 'safe'
  const taken = findings.find(({ at, problem }) => at === order.at && problem.code.startsWith('broadcast.nonce-'))
  if (taken && isSafe) throw taken.problem
  if (order.what === 'payment') await checkRoot(chain, opened, context)
  const made = isSafe ? await byExecutor(parts, chain, opened, order, context) : await bySender(opened, order)
  if (made) await book.add(order.payoutId, factOf(made, order))
  const after = sendingOf(await book.open(order.payoutId), order)
  const attempts = await attemptsOf(after.broadcasts)
  const mine = made ? attempts.find(([{ from, nonce }]) => from === made.from && nonce === made.nonce) : attempts.at(-1)
  if (!mine) throw new Problem('broadcast.nothing', 'There is nothing to send yet: choose who pays the gas.')
  context.progress({ step: 'sending', message: `Giving transaction ${mine.at(-1)?.hash} to ${chain.hosts.join(', ')}.` })
  const { now, answers } = await broadcast(chain, requestOf(opened.payout.treasury.chain, mine, after.mined))
  await lookAtPayout(book, chain, order.payoutId)
  if (now.state === 'nonce-gap' || now.state === 'nonce-taken') throw (isSafe ? notCarriedOut : notMined)(order.at, now)
  const refusal = answers.find((answer) => answer.refusal !== null)
  if (now.state === 'not-sent' && refusal) {
    throw new Problem('broadcast.refused', `${refusal.host} did not take the transaction: ${refusal.refusal}. Nothing was sent.`)
  }
}

function sendingOf({ state }: OpenedPayout, { at, what }: BroadcastOrder): SendingState {
  const transaction = state.transactions[at]
  const sending = what === 'cancelling' ? transaction?.cancelling : transaction
  if (sending) return sending
  throw new Problem(
    'payout.no-transaction',
    'The payout has no such transaction, or nobody has signed it: look at the payout again.',
  )
}

function checkMaySend({ state }: OpenedPayout, { at, what }: BroadcastOrder): void {
  const earlier = state.transactions.find((one) => one.at < at && one.broadcasts.length === 0 && one.mined === null)
  if (what === 'payment' && earlier) {
    throw new Problem(
      'broadcast.out-of-order',
      `Transaction ${earlier.at + 1} has the nonce before and was not sent yet: send the transactions in their order.`,
    )
  }
  const allowed = allowedMoves(state)
  if ((what === 'cancelling' ? allowed.broadcastCancelling : allowed.broadcast).includes(at)) return
  throw new Problem(
    'broadcast.not-possible',
    `Transaction ${at + 1} of a payout that is ${state.stage} is not sent: it needs all its signatures, and must neither be void nor over.`,
  )
}

/** Neither a root nor its money is sent before members' proofs hold against the contract. */
async function checkRoot(chain: EvmChain, { payout, state }: OpenedPayout, context: ExecutorContext) {
  const { merkle, transactions } = payout
  if (!merkle) return
  const isFunded = transactions.some(
    (one) => one.purpose === 'fund' && state.transactions[one.at]?.mined?.outcome === 'succeeded',
  )
  const tried = await tryRoot(chain, payout, isFunded ? 0n : BigInt(merkle.fundBaseUnits))
  if (tried.works === false) throw new Problem(`simulate.${tried.at}`, `${tried.message} Nothing was sent.`)
  if (tried.works === null) context.progress({ step: 'asking-node', message: tried.message })
}

function factOf(signed: SignedTransaction, { at, what }: BroadcastOrder): BroadcastFact {
  const { raw, hash, from, nonce, fees } = signed
  return {
    ...{ kind: 'broadcast', at, transaction: hash, raw, executor: from, nonce: nonce.toString() },
    maxFeePerGasWei: (fees.kind === 'legacy' ? fees.gasPriceWei : fees.maxFeePerGasWei).toString(),
    ...(what === 'cancelling' ? { cancels: true } : {}),
  }
}

/** Signed whole by the account: its fees are what they are. */
async function bySender({ payout, state }: OpenedPayout, { at, what, raisesFees }: BroadcastOrder): Promise<SignedTransaction> {
  validateArgument(
    !raisesFees,
    'broadcast.fees-fixed',
    'The account has signed the fees with the transaction: make the payout void and cancel it, then pay by another.',
  )
  const transaction = state.transactions[at]
  if (what === 'payment') {
    const [confirmation] = transaction?.confirmations ?? []
    validateArgument(confirmation, 'broadcast.not-signed', 'The transaction is not signed yet: sign it first.')
    const { raw } = await signedTransactionOf(payout, at, confirmation)
    return readSignedTransaction(raw)
  }
  const [confirmation] = transaction?.cancelling?.confirmations ?? []
  const unsigned = transaction?.cancelling?.unsigned
  validateArgument(
    confirmation && unsigned,
    'broadcast.not-signed',
    'The cancelling transaction is not signed yet: sign it first.',
  )
  return readSignedTransaction(withSignature(unsigned as Hex, confirmation))
}

function withSignature(unsigned: Hex, { signature }: ConfirmationFile): Hex {
  const { r, s, yParity } = signaturePartsOf(signature)
  return serializeTransaction(readTransaction(unsigned), { r, s, yParity })
}

/**
 * A new transaction of the executor's, or one with higher fees in the place of one that waits.
 * @returns null where the one that was made before is sent again
 */
async function byExecutor(
  parts: ExecutorParts,
  chain: EvmChain,
  opened: OpenedPayout,
  order: BroadcastOrder,
  context: ExecutorContext,
): Promise<SignedTransaction | null> {
  const { treasury } = opened.payout
  const capWei = order.maxFeePerGasWei === null ? MOST_FEE_WEI : BigInt(order.maxFeePerGasWei)
  const open = await openAttempts(chain, opened, order)
  if (order.executor.kind === 'none') {
    if (open.length > 0 && !order.raisesFees) return null
    throw new Problem(
      'broadcast.no-executor',
      'Somebody has to pay the gas: choose a Ledger, or an account of a development node.',
    )
  }
  const from = await executorAddress(parts, treasury.chain, order.executor, context)
  const own = open.find(([first]) => first.from === from)
  if (own && !order.raisesFees) return null
  if (!own && open.length > 0 && !order.raisesFees) {
    throw new Problem(
      'broadcast.other-executor',
      `${open[0]?.[0].from} pays for this transaction already, and it waits: raise its fees with that account, or wait.`,
    )
  }
  const made =
    own && order.raisesFees
      ? await replacementTransaction(chain, own.at(-1) ?? own[0], capWei)
      : await firstTransaction(chain, opened, order, { from, capWei })
  const executor: PayingExecutor = order.executor
  const raw = await signAsExecutor(parts, treasury.chain, executor, made, context)
  const signed = await readSignedTransaction(raw)
  validateArgument(
    signed.from === from && signed.nonce === made.nonce && signed.chainId === made.chainId && signed.data === made.call.data,
    'broadcast.other-transaction',
    'What was signed is not what was asked for, so it was not sent: sign it again.',
  )
  return signed
}

/** @throws Problem `broadcast.nonce-gap` where transactions of the Safe come first, `broadcast.would-fail` naming a payee that fails */
async function firstTransaction(
  chain: EvmChain,
  opened: OpenedPayout,
  order: BroadcastOrder,
  { from, capWei }: { from: Address; capWei: bigint },
): Promise<UnsignedTransaction> {
  const call = await callOf(opened, order)
  try {
    return await executorTransaction(chain, { from, call, capWei })
  } catch (thrown) {
    const { payout } = opened
    const transaction = payout.transactions[order.at]
    if (!(thrown instanceof Problem) || thrown.code !== 'broadcast.would-fail' || transaction?.kind !== 'safe') throw thrown
    const use = await safeUseNow(chain, payout.treasury.address as Address, {
      safeTxHash: transaction.safeTxHash as Hex,
      nonce: BigInt(transaction.nonce),
    })
    if (use.state !== 'waiting') {
      const [finding, ...others] = order.what === 'payment' ? await tryPayments(chain, payout, order.at) : []
      if (!finding) throw thrown
      const rest = others.length > 0 ? ` (and ${others.length} more)` : ''
      const message = `Transaction ${order.at + 1} would fail at ${finding.payee}: ${finding.problem.message}${rest} Nothing was sent.`
      throw new Problem('broadcast.would-fail', message, { cause: thrown })
    }
    const next = BigInt(transaction.nonce) - use.missing
    throw new Problem(
      'broadcast.nonce-gap',
      `Transaction ${order.at + 1} has nonce ${transaction.nonce} of the Safe, whose next one is ${next}: carry out what comes before it first. Nothing was sent.`,
      { cause: thrown },
    )
  }
}

/** Attempts whose nonce is not used up: any of them may still be mined. */
async function openAttempts(chain: EvmChain, opened: OpenedPayout, order: BroadcastOrder) {
  const all = await attemptsOf(sendingOf(opened, order).broadcasts)
  const open: typeof all = []
  for (const attempts of all) {
    const [{ from, nonce }] = attempts
    if ((await chain.nonce(from, 'latest')) <= nonce) open.push(attempts)
  }
  return open
}

async function callOf({ payout, state }: OpenedPayout, { at, what }: BroadcastOrder): Promise<Call> {
  const transaction = state.transactions[at]
  if (what === 'payment') return executionOf(payout, at, transaction?.confirmations ?? [])
  return cancellingCall(payout, at, transaction?.cancelling?.confirmations ?? [])
}

async function cancellingCall(payout: PayoutFileV4, at: number, confirmations: readonly ConfirmationFile[]): Promise<Call> {
  const { treasury } = payout
  validateArgument(treasury.kind === 'safe', 'payout.no-safe-transaction', 'An account cancels by a transaction of its own.')
  const { transaction, safeTxHash } = cancelSafeTransaction(payout, at)
  const given = confirmations.map(({ signer, signature }) => ({ owner: signer as Address, signature: signature as Hex }))
  const owners = treasury.owners as Address[]
  const checked = await checkSafeSignatures(safeTxHash, { owners, threshold: treasury.threshold }, given)
  return execTransactionCall(treasury.address as Address, transaction, checked, treasury.threshold)
}
