/** What the chain shows of a payout's transactions, written as moves: mined, no longer mined. */
import type { Address, Hex } from 'viem'
import { Problem } from '#core/model/problem'
import type { SignedTransaction } from '#core/treasury/chain/signedTransaction'
import type { TransactionState as StandingNow } from '#core/treasury/chain/transactionState'
import type { PayoutTransactionV4 } from '#core/treasury/model/payoutFileV4'
import type { MoveFact, PayoutMove } from '#core/treasury/model/payoutMove'
import { cancelSafeTransaction } from '#core/treasury/state/cancelTransaction'
import { findTransaction } from '#core/treasury/state/payoutSigners'
import type { MinedFact, SendingState } from '#core/treasury/state/payoutStateModel'
import { lookAtTransaction } from '../../../chain/broadcast'
import type { EvmChain } from '../../../chain/evmChain'
import { explainFailure } from '../../../chain/explainFailure'
import { safeUseNow } from '../../../chain/safeUseNow'
import type { MoveBook, OpenedPayout } from '../PayoutBook'
import { attemptsOf, requestOf } from './attempts'

export interface TransactionFinding {
  at: number
  problem: Problem
  /** It can never be carried out: it failed for good, or the chain shows which other transaction used its nonce. */
  isLost: boolean
}

type Seen = Omit<TransactionFinding, 'at'>

/**
 * Looks at every transaction of the payout, its own and those that cancel one, whoever sent it, and writes what changed.
 * @returns what is waited for or stands in the way, in words; and the payout as it is then
 * @throws Problem `node.*`, `broadcast.*` or `disk.*`
 */
export async function lookAtPayout(
  book: MoveBook,
  chain: EvmChain,
  payoutId: string,
): Promise<{ opened: OpenedPayout; findings: TransactionFinding[] }> {
  const before = await book.open(payoutId)
  const found: TransactionFinding[] = []
  for (const state of before.state.transactions) {
    const transaction = findTransaction(before.payout, state.at)
    if (!transaction || transaction.kind === 'solana') continue
    const { at, cancelling } = state
    const problems = cancelling ? await look(before, transaction, cancelling, true) : []
    problems.push(...(await look(before, transaction, state, false)))
    found.push(...problems.map((seen) => ({ at, ...seen })))
  }
  const opened = await book.open(payoutId)
  // Of two for one nonce only one is mined: the other is not waited for.
  const isOver = (at: number) => opened.state.transactions[at]?.cancelling?.mined != null
  return { opened, findings: found.filter(({ at }) => !isOver(at)) }

  async function look(
    { payout, moves }: OpenedPayout,
    transaction: Exclude<PayoutTransactionV4, { kind: 'solana' }>,
    sending: SendingState,
    cancels: boolean,
  ): Promise<Seen[]> {
    const { at } = transaction
    const chainKey = payout.treasury.chain
    const stillMissing: StandingNow[] = []
    let failure: { attempt: SignedTransaction | undefined; hash: Hex; blockNumber: bigint } | null = null
    let isGone = false
    for (const attempts of await attemptsOf(sending.broadcasts)) {
      const request = requestOf(chainKey, attempts, sending.mined)
      const { now, reorganised } = await lookAtTransaction(chain, request)
      if (reorganised && sending.mined) {
        await noteUnmined(sending.mined)
        isGone = true
      }
      if (now.state === 'mined' || now.state === 'final') {
        const outcome = now.succeeded ? 'succeeded' : 'failed'
        await noteMined({ at, transaction: now.hash, block: now.blockNumber, blockHash: now.blockHash, outcome, cancels }, moves)
        if (!now.succeeded) {
          const { hash, blockNumber } = now
          failure = { attempt: attempts.find((one) => one.hash === hash), hash, blockNumber }
          // One that failed leaves a Safe's nonce free: another may have carried it out.
          if (transaction.kind === 'safe') continue
          if (now.state === 'final') return [{ problem: await failureProblem(chain, at, failure), isLost: true }]
        }
        return now.state === 'mined' ? [{ problem: notFinal(at, now.confirmations), isLost: false }] : []
      }
      stillMissing.push(now)
    }
    if (transaction.kind === 'safe') {
      const logged = await lookInLogs(transaction, isGone ? { ...sending, mined: null } : sending, cancels)
      if (logged.state === 'executed') return []
      if (logged.state === 'taken' && !cancels) {
        return [{ problem: nonceTaken(transaction.nonce, logged.by), isLost: logged.by !== null }]
      }
    }
    if (failure && stillMissing.every(({ state }) => state === 'nonce-taken')) {
      return [{ problem: await failureProblem(chain, at, failure), isLost: false }]
    }
    return stillMissing.map((now) => ({
      problem: transaction.kind === 'safe' ? notCarriedOut(at, now) : notMined(at, now),
      isLost: transaction.kind === 'account' && now.state === 'nonce-taken' && now.by !== null,
    }))

    /** Anybody may carry out a Safe's transaction: its logs tell, whoever did. */
    async function lookInLogs(
      { nonce, safeTxHash }: Extract<PayoutTransactionV4, { kind: 'safe' }>,
      { mined }: SendingState,
      isCancelling: boolean,
    ): Promise<{ state: 'executed' | 'free' } | { state: 'taken'; by: Hex | null }> {
      if (mined?.outcome === 'succeeded') return { state: 'executed' }
      const safe = payout.treasury.address as Address
      const wanted = (isCancelling ? cancelSafeTransaction(payout, at).safeTxHash : safeTxHash).toLowerCase() as Hex
      const use = await safeUseNow(chain, safe, { safeTxHash: wanted, nonce: BigInt(nonce) })
      if (use.state === 'next' || use.state === 'waiting') return { state: 'free' }
      if (use.state === 'taken') return { state: 'taken', by: use.by?.transactionHash ?? null }
      const { transactionHash, blockNumber, blockHash, succeeded } = use.execution
      const outcome = succeeded ? 'succeeded' : 'failed'
      await noteMined({ at, transaction: transactionHash, block: blockNumber, blockHash, outcome, cancels }, moves)
      return { state: 'executed' }
    }
  }

  async function noteMined(
    seen: Omit<MinedFact, 'kind' | 'block' | 'cancels' | 'again'> & { block: bigint; cancels: boolean },
    moves: readonly PayoutMove[],
  ): Promise<void> {
    const { at, transaction, block, blockHash, outcome, cancels } = seen
    const gone = moves.filter(
      ({ fact }) => fact.kind === 'unmined' && fact.transaction === transaction && fact.blockHash === blockHash,
    )
    const again = gone.map(({ id }) => id).sort()
    const fact: MoveFact = {
      ...{ kind: 'mined', at, transaction, block: block.toString(), blockHash, outcome },
      ...(cancels ? { cancels } : {}),
      ...(again.length > 0 ? { again } : {}),
    }
    await book.add(payoutId, fact)
  }

  async function noteUnmined({ at, transaction, blockHash }: MinedFact): Promise<void> {
    await book.addAnew(payoutId, { kind: 'unmined', at, transaction, blockHash })
  }
}

function notFinal(at: number, confirmations: bigint): Problem {
  return new Problem(
    'reconcile.not-final',
    `Transaction ${at + 1} is ${confirmations} blocks deep, which can still be undone: wait.`,
  )
}

function nonceTaken(nonce: string, by: Hex | null): Problem {
  if (by === null) {
    return new Problem(
      'broadcast.nonce-used',
      `The Safe has used nonce ${nonce}, and the node does not show for what, so nothing is decided: ask another node.`,
    )
  }
  return new Problem(
    'broadcast.nonce-taken',
    `The Safe has used nonce ${nonce} for something else (${by}), so this transaction can never be carried out: find out what that paid.`,
  )
}

/** Why it paid nobody, as far as the node shows it: not every node keeps the state in which it failed. */
async function failureProblem(
  chain: EvmChain,
  at: number,
  { attempt, hash, blockNumber }: { attempt: SignedTransaction | undefined; hash: Hex; blockNumber: bigint },
): Promise<Problem> {
  const what = `Transaction ${at + 1} failed in ${hash} and paid nobody`
  try {
    const why = attempt && (await explainFailure(chain, attempt, blockNumber))
    return new Problem('broadcast.failed', why ? `${what}. ${why.message}` : `${what}.`)
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.code !== 'node.refused') throw thrown
    return new Problem('broadcast.failed', `${what}. The node does not show why.`, { cause: thrown })
  }
}

/** Why what an executor sent has not carried out a Safe's transaction. The Safe's own nonce is free, so nothing is paid yet. */
export function notCarriedOut(at: number, now: StandingNow): Problem {
  const what = `Transaction ${at + 1}`
  if (now.state === 'nonce-taken') {
    const by = now.by ?? 'another transaction of that account'
    return new Problem(
      'broadcast.executor-nonce-taken',
      `${what} was not carried out: ${by} used the nonce of the account that pays the gas. Nothing was paid by it, and the signatures of the owners still hold: send it again.`,
    )
  }
  if (now.state === 'nonce-gap') {
    return new Problem(
      'broadcast.executor-nonce-gap',
      `${what} waits for nonce ${now.missingFrom} of the account that pays the gas: send again what that account sent before it, or raise the fees with another account.`,
    )
  }
  return notMined(at, now)
}

/** Why a transaction that was sent is not in the chain. */
export function notMined(at: number, now: StandingNow): Problem {
  const what = `Transaction ${at + 1}`
  switch (now.state) {
    case 'nonce-taken':
      return new Problem(
        'broadcast.nonce-taken',
        `${what} can never be mined: ${now.by ?? 'another transaction'} used its nonce. Find out what that paid before anything is paid again.`,
      )
    case 'nonce-gap':
      return new Problem(
        'broadcast.nonce-gap',
        `${what} waits for nonce ${now.missingFrom} of its sender, which was not sent yet: send the transactions in their order.`,
      )
    case 'waiting':
      return new Problem('broadcast.waiting', `${what} waits to be mined: wait, or raise its fees.`)
    default:
      return new Problem('broadcast.not-sent', `${what} is not known to the node: send it again.`)
  }
}
