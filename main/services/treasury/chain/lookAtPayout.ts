/** What the chain shows of a payout's transactions, written as moves: mined, no longer mined. */
import type { Address } from 'viem'
import { Problem } from '#core/model/problem'
import type { TransactionState as StandingNow } from '#core/treasury/chain/transactionState'
import type { PayoutTransactionV4 } from '#core/treasury/model/payoutFileV4'
import type { MoveFact, PayoutMove } from '#core/treasury/model/payoutMove'
import { cancelSafeTransaction } from '#core/treasury/state/cancelTransaction'
import { findTransaction } from '#core/treasury/state/payoutSigners'
import type { MinedFact, SendingState } from '#core/treasury/state/payoutStateModel'
import { lookAtTransaction } from '../../../chain/broadcast'
import type { EvmChain } from '../../../chain/evmChain'
import { findSafeExecutions } from '../../../chain/findSafeExecutions'
import { readContract, SAFE_ABI } from '../../../chain/readContract'
import type { OpenedPayout, PayoutBook } from '../PayoutBook'
import { attemptsOf, requestOf } from './attempts'

/** How far back a Safe's logs are looked through for an execution by somebody else. */
const LOG_BLOCKS = 200_000n

export interface TransactionFinding {
  at: number
  problem: Problem
}

/**
 * Looks at every transaction of the payout that was sent, its own and those that cancel one, and writes what changed.
 * @returns what is waited for or stands in the way, in words; and the payout as it is then
 * @throws Problem `node.*`, `broadcast.*` or `disk.*`
 */
export async function lookAtPayout(
  book: PayoutBook,
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
    found.push(...problems.map((problem) => ({ at, problem })))
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
  ): Promise<Problem[]> {
    const { at } = transaction
    const chainKey = payout.treasury.chain
    const stillMissing: StandingNow[] = []
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
        return now.state === 'mined' ? [notFinal(at, now.confirmations)] : []
      }
      stillMissing.push(now)
    }
    if (transaction.kind === 'safe') {
      const logged = await lookInLogs(transaction, isGone ? { ...sending, mined: null } : sending, cancels)
      if (logged === 'executed') return []
      if (logged === 'taken' && !cancels) return [nonceTaken(transaction.nonce)]
    }
    return stillMissing.map((now) => notMined(at, now))

    /** Anybody may carry out a Safe's transaction: its logs tell, whoever did. */
    async function lookInLogs(
      { nonce, safeTxHash }: Extract<PayoutTransactionV4, { kind: 'safe' }>,
      { isSigned, mined }: SendingState,
      isCancelling: boolean,
    ): Promise<'executed' | 'taken' | 'free'> {
      if (mined?.outcome === 'succeeded') return 'executed'
      if (!isSigned) return 'free'
      const safe = payout.treasury.address as Address
      const { number: head } = await chain.head()
      const now = await readContract(chain, head, { address: safe, abi: SAFE_ABI, functionName: 'nonce' })
      if (now === null || now <= BigInt(nonce)) return 'free'
      const wanted = isCancelling ? cancelSafeTransaction(payout, at).safeTxHash : safeTxHash
      const from = head > LOG_BLOCKS ? head - LOG_BLOCKS : 0n
      const executions = await findSafeExecutions(chain, safe, from, head)
      const found = executions.find((execution) => execution.safeTxHash === wanted.toLowerCase())
      if (!found) return 'taken'
      const { transactionHash, blockNumber, blockHash, succeeded } = found
      const outcome = succeeded ? 'succeeded' : 'failed'
      await noteMined({ at, transaction: transactionHash, block: blockNumber, blockHash, outcome, cancels }, moves)
      return 'executed'
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

function nonceTaken(nonce: string): Problem {
  return new Problem(
    'broadcast.nonce-taken',
    `The Safe has used nonce ${nonce} for something else, so this transaction can never be carried out: find out what, and make the payout void.`,
  )
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
