/** Tries a payout against the chain as it is now, without sending anything: whom it would not pay, and why. */
import type { Address } from 'viem'
import { Problem, type ProblemData } from '#core/model/problem'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { transactionToSign } from '#core/treasury/payout/transactionToSign'
import type { EvmChain } from '../../../chain/evmChain'
import { simulatePayments } from '../../../chain/simulatePayments'
import { simulateSafeTransaction } from '../../../chain/simulateSafeTransaction'
import { tryRoot } from './tryRoot'

export interface SimulatedFinding {
  at: number
  payee: string | null
  problem: ProblemData
}

/** @throws Problem `node.*` */
export async function simulatePayout(chain: EvmChain, payout: PayoutFileV4): Promise<SimulatedFinding[]> {
  const payments = payout.method === 'merkle' ? await tryWholeRoot(chain, payout) : await tryPayments(chain, payout, null)
  // A payee that fails says more than the transaction that fails with it.
  return payments.length > 0 ? payments : trySafeTransactions(chain, payout)
}

/**
 * Whom a payout would not pay, and why.
 * @param only the payees of the transaction at this place; null for all
 * @throws Problem `node.*`
 */
export async function tryPayments(
  chain: EvmChain,
  { treasury, token, payees, transactions }: PayoutFileV4,
  only: number | null,
): Promise<SimulatedFinding[]> {
  const placed = transactions.flatMap(({ at, payees: range }) =>
    range && (only === null || only === at)
      ? payees.slice(range.first, range.first + range.count).map((payee) => ({ ...payee, at }))
      : [],
  )
  const { findings } = await simulatePayments(chain, {
    treasury: treasury.address as Address,
    token: token.address as Address | null,
    payments: placed.map(({ address, amountBaseUnits }) => ({
      payee: address as Address,
      amountBaseUnits: BigInt(amountBaseUnits),
    })),
  })
  return findings.map(({ code, payee, message }) => {
    const at = placed.find(({ address }) => address === payee)?.at ?? 0
    return { at, payee, problem: new Problem(`simulate.${code}`, message).toData() }
  })
}

async function tryWholeRoot(chain: EvmChain, payout: PayoutFileV4): Promise<SimulatedFinding[]> {
  const { merkle, transactions } = payout
  const tried = await tryRoot(chain, payout, BigInt(merkle?.fundBaseUnits ?? 0))
  if (tried.works) return []
  const at = (tried.works === false && tried.at === 'fund' ? transactions[0] : transactions.at(-1))?.at ?? 0
  const code = tried.works === null ? 'simulate.not-tried' : `simulate.${tried.at}`
  return [{ at, payee: null, problem: new Problem(code, tried.message).toData() }]
}

/** Each as a whole, as if its turn had come and its owners had signed. */
async function trySafeTransactions(chain: EvmChain, payout: PayoutFileV4): Promise<SimulatedFinding[]> {
  const { treasury } = payout
  if (treasury.kind !== 'safe') return []
  const [owner] = treasury.owners
  const findings: SimulatedFinding[] = []
  for (const { at } of payout.transactions) {
    const toSign = await transactionToSign(payout, at)
    if (toSign.kind !== 'safe') continue
    const tried = await simulateSafeTransaction(chain, treasury.address as Address, owner as Address, toSign.transaction)
    if (tried.works) continue
    const message = `Transaction ${at + 1} would fail as a whole: ${tried.words}. Do not sign it before that is mended.`
    findings.push({ at, payee: null, problem: new Problem('simulate.fails', message).toData() })
  }
  return findings
}
