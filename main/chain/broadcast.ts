/**
 * Sends a signed transaction, and any that replace it, and says where they stand. Whatever was sent before, and by whom, is found by
 * hash first, so it can be called again after every interruption: it sends what is missing and nothing twice.
 */
import { Problem, validateArgument } from '#core/model/problem'
import { type TransactionStanding, transactionStanding } from '#core/treasury/chain/transactionState'
import type { BroadcastRequest } from './broadcastRequest'
import type { EvmChain, SendAnswer } from './evmChain'
import { seeTransactions } from './seeTransactions'

export interface BroadcastResult extends TransactionStanding {
  /** What nodes said, for people only; empty where nothing had to be sent. */
  answers: SendAnswer[]
}

/** Looks without sending. @throws Problem `broadcast.*`, `node.*` */
export async function lookAtTransaction(chain: EvmChain, request: BroadcastRequest): Promise<TransactionStanding> {
  await checkAttempts(chain, request.attempts)
  return transactionStanding(await seeTransactions(chain, request), request.confirmations)
}

/**
 * Sends the latest attempt where none of them is mined and it does not wait already. Behind a gap of nonces nothing is sent: it
 * would queue unseen.
 * @throws Problem `broadcast.other-chain`, `broadcast.other-sender`, `node.*`
 */
export async function broadcast(chain: EvmChain, request: BroadcastRequest): Promise<BroadcastResult> {
  const before = await lookAtTransaction(chain, request)
  const [first] = request.attempts
  const latest = request.attempts.at(-1) ?? first
  const { now } = before
  const isMissing = now.state === 'not-sent' || (now.state === 'waiting' && now.hash !== latest.hash)
  if (!isMissing) return { ...before, answers: [] }
  const answers = await chain.send(latest.raw)
  const after = await lookAtTransaction(chain, request)
  return { now: after.now, reorganised: before.reorganised || after.reorganised, answers }
}

async function checkAttempts(chain: EvmChain, attempts: BroadcastRequest['attempts']): Promise<void> {
  const [first] = attempts
  const chainId = await chain.chainId()
  for (const attempt of attempts) {
    if (attempt.chainId !== chainId) {
      throw new Problem(
        'broadcast.other-chain',
        `The transaction is signed for chain ${attempt.chainId}, and ${chain.hosts.join(', ')} is of chain ${chainId}: give a node of its chain.`,
      )
    }
    validateArgument(
      attempt.from === first.from && attempt.nonce === first.nonce,
      'broadcast.other-sender',
      `${attempt.hash} has another sender or nonce than ${first.hash}, so it does not replace it: send it by itself.`,
    )
  }
}
