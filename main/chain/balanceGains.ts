/** What accounts have more of the chain's coin after some blocks than before them, in wei. */
import type { Address } from 'viem'
import { Problem } from '#core/model/problem'
import type { EvmChain } from './evmChain'
import { inTurns } from './inTurns'

/** By address in small letters. @throws Problem `reconcile.no-proof` where the node does not keep old balances, `node.*` */
export async function balanceGains(
  chain: EvmChain,
  accounts: readonly Address[],
  blocks: readonly bigint[],
): Promise<Map<string, bigint>> {
  const gains = new Map<string, bigint>()
  for (const block of blocks) {
    const gained = await inTurns(accounts, async (account) => {
      const [before, after] = await Promise.all([balanceAt(chain, account, block - 1n), balanceAt(chain, account, block)])
      return { account, gain: after - before }
    })
    for (const { account, gain } of gained) {
      gains.set(account.toLowerCase(), (gains.get(account.toLowerCase()) ?? 0n) + gain)
    }
  }
  return gains
}

async function balanceAt(chain: EvmChain, account: Address, block: bigint): Promise<bigint> {
  try {
    return await chain.balanceWei(account, block)
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.code !== 'node.refused') throw thrown
    throw new Problem(
      'reconcile.no-proof',
      `${chain.hosts.join(', ')} keeps neither traces nor old balances, so nothing is proved: give a node that does (an archive).`,
      { cause: thrown },
    )
  }
}
