/** Tries a payout against the chain as it is now, without sending anything: whom it would not pay, and why. */
import type { Address, Hex } from 'viem'
import { invariant, Problem, type ProblemData } from '#core/model/problem'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { distributorTree } from '#core/treasury/payout/merkleTotals'
import { transactionToSign } from '#core/treasury/payout/transactionToSign'
import type { EvmChain } from '../../../chain/evmChain'
import { simulatePayments } from '../../../chain/simulatePayments'
import { simulateRoot } from '../../../chain/simulateRoot'
import { simulateSafeTransaction } from '../../../chain/simulateSafeTransaction'

export interface SimulatedFinding {
  at: number
  payee: string | null
  problem: ProblemData
}

/** @throws Problem `node.*` */
export async function simulatePayout(chain: EvmChain, payout: PayoutFileV4): Promise<SimulatedFinding[]> {
  const payments = payout.method === 'merkle' ? await tryRoot(chain, payout) : await tryPayments(chain, payout)
  // A payee that fails says more than the transaction that fails with it.
  return payments.length > 0 ? payments : trySafeTransactions(chain, payout)
}

async function tryPayments(
  chain: EvmChain,
  { treasury, token, payees, transactions }: PayoutFileV4,
): Promise<SimulatedFinding[]> {
  const { findings } = await simulatePayments(chain, {
    treasury: treasury.address as Address,
    token: token.address as Address | null,
    payments: payees.map(({ address, amountBaseUnits }) => ({
      payee: address as Address,
      amountBaseUnits: BigInt(amountBaseUnits),
    })),
  })
  return findings.map(({ code, payee, message }) => {
    const index = payees.findIndex(({ address }) => address === payee)
    const pays = transactions.find(({ payees: range }) => range && range.first <= index && index < range.first + range.count)
    return { at: pays?.at ?? 0, payee, problem: new Problem(`simulate.${code}`, message).toData() }
  })
}

async function tryRoot(chain: EvmChain, payout: PayoutFileV4): Promise<SimulatedFinding[]> {
  const { merkle, token, treasury, transactions } = payout
  invariant(merkle && token.address, 'a root is set with method merkle alone, for a token')
  // What a member who was there before has claimed is not known here; a new one has claimed nothing.
  const leaf = merkle.leaves.findIndex(({ previousBaseUnits }) => previousBaseUnits === '0')
  const claimant = merkle.leaves[leaf]
  if (!claimant) {
    const message = 'Nobody is new at this distributor, so no proof was tried: let one member claim as soon as the root is set.'
    return [{ at: 0, payee: null, problem: new Problem('simulate.not-tried', message).toData() }]
  }
  const tree = await distributorTree(merkle, token)
  const kind = merkle.kind === 'universal-rewards' ? ('rewards' as const) : ('cumulative' as const)
  const tried = await simulateRoot(chain, {
    distributor: { kind, address: merkle.distributor as Address, token: token.address as Address },
    owner: treasury.address as Address,
    treasury: treasury.address as Address,
    fundBaseUnits: BigInt(merkle.fundBaseUnits),
    root: merkle.root as Hex,
    claim: {
      account: claimant.address as Address,
      cumulativeBaseUnits: BigInt(claimant.cumulativeBaseUnits),
      proof: tree.proof(leaf),
    },
    claimedBaseUnits: 0n,
  })
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
    const toSign = transactionToSign(payout, at)
    if (toSign.kind !== 'safe') continue
    const tried = await simulateSafeTransaction(chain, treasury.address as Address, owner as Address, toSign.transaction)
    if (tried.works) continue
    const message = `Transaction ${at + 1} would fail as a whole: ${tried.words}. Do not sign it before that is mended.`
    findings.push({ at, payee: null, problem: new Problem('simulate.fails', message).toData() })
  }
  return findings
}
