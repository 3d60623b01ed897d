/** For tests: the port over a cluster of this process, without a node between. */
import { Problem } from '#core/model/problem'
import type { SolanaChain } from '../solanaChain'
import type { LiteSvmCluster } from './liteSvmCluster'

export function createLiteSvmChain(cluster: LiteSvmCluster, host = 'litesvm'): SolanaChain {
  return {
    host,
    genesisHash: async () => cluster.genesisHash,
    accounts: async (addresses) => ({ slot: cluster.slot(), value: addresses.map(cluster.account) }),
    rentLamports: async (dataBytes) => cluster.rentLamports(dataBytes),
    recentBlockhash: async () => cluster.recentBlockhash(),
    landed: async (signature) => ({ slot: cluster.slot(), value: cluster.landed(signature) }),
    history: async (account) => cluster.history(account),
    async send(transaction) {
      const refusal = cluster.submit(transaction)
      if (refusal !== null) throw new Problem('node.refused', refusal)
    },
  }
}
