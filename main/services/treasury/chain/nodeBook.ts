/**
 * The nodes of this machine. Their addresses can hold a key, so they are sealed on the disk and told to nobody: what is shown of a
 * node is its chain and its host.
 */
import { randomBytes } from 'node:crypto'
import type { NodeFacts } from '#core/contract/treasuryChainCalls'
import { Problem } from '#core/model/problem'
import { evmChainId, isEvmChain } from '#core/treasury/model/chainKey'
import { compareChains } from '../../../chain/comparedChain'
import type { EvmChain } from '../../../chain/evmChain'
import { openNodeChain } from '../../../chain/nodeChain'
import { createNodeRpc, type NodeRpc } from '../../../chain/nodeRpc'
import { parseNodeUrl } from '../../../chain/nodeUrl'
import { checkCluster } from '../../../solana/broadcastSolanaRun'
import { createJsonRpcSolanaChain } from '../../../solana/jsonRpcSolanaChain'
import type { SolanaChain } from '../../../solana/solanaChain'
import { createSolanaRpc } from '../../../solana/solanaRpc'
import type { SecretVault } from '../../../storage/secretVault'

export interface NodeBook {
  /** In the order in which they were given. @throws Problem `secrets.*` or `disk.*` */
  list(): Promise<NodeFacts[]>
  /** @throws Problem `node.*`, `secrets.*` or `disk.*` */
  add(chain: string, url: string): Promise<NodeFacts>
  remove(id: string): Promise<void>
  /** The chain as all its nodes tell it: what money is decided by is believed only where they agree. @throws Problem `node.*` */
  open(chain: string): Promise<EvmChain>
  /** Every node of a cluster of Solana; each has said that it is of that one. @throws Problem `node.*` or `solana.wrong-cluster` */
  openSolana(chain: string): Promise<[SolanaChain, ...SolanaChain[]]>
  /** The first node of a chain, for questions that only a development node answers. @throws Problem `node.*` */
  rpc(chain: string): Promise<NodeRpc>
}

/** The name under which an address is sealed says all that may be shown; the random part keeps two of one host apart. */
const NAME = /^(\S+) (\S+) ([0-9a-f]{8})$/

export function createNodeBook(vault: SecretVault): NodeBook {
  async function list(): Promise<NodeFacts[]> {
    return (await vault.names()).flatMap((id) => {
      const [, chain, host] = NAME.exec(id) ?? []
      return chain !== undefined && host !== undefined ? [{ id, chain, host }] : []
    })
  }

  /** At least one. */
  async function addresses(chain: string): Promise<string[]> {
    const urls: string[] = []
    for (const { id, chain: of } of await list()) {
      const url = of === chain ? await vault.get(id) : null
      if (url !== null) urls.push(url)
    }
    if (urls.length > 0) return urls
    throw noNode(chain)
  }

  return {
    list,
    async add(chain, url) {
      const { host } = parseNodeUrl(url)
      await (isEvmChain(chain) ? openNodeChain(url, evmChainId(chain)) : openCluster(url, chain))
      for (const one of await list()) if (one.chain === chain && (await vault.get(one.id)) === url) return one
      const id = `${chain} ${host} ${randomBytes(4).toString('hex')}`
      await vault.set(id, url)
      return { id, chain, host }
    },
    remove: (id) => vault.delete(id),
    async open(chain) {
      const chainId = evmChainId(chain)
      const opened: EvmChain[] = []
      for (const url of await addresses(chain)) opened.push(await openNodeChain(url, chainId))
      const [first, ...others] = opened
      if (!first) throw noNode(chain)
      let whole = first
      for (const other of others) whole = await compareChains(whole, other)
      return whole
    },
    async openSolana(chain) {
      const opened: SolanaChain[] = []
      for (const url of await addresses(chain)) opened.push(await openCluster(url, chain))
      const [first, ...others] = opened
      if (!first) throw noNode(chain)
      return [first, ...others]
    },
    async rpc(chain) {
      const [url = ''] = await addresses(chain)
      return createNodeRpc(parseNodeUrl(url))
    },
  }
}

/** A node of a cluster of Solana. @throws Problem `node.*` or `solana.*` where it is of another */
export async function openCluster(url: string, chain: string): Promise<SolanaChain> {
  const opened = createJsonRpcSolanaChain(createSolanaRpc(url))
  await checkCluster(opened, chain)
  return opened
}

function noNode(chain: string): Problem {
  return new Problem('node.none', `No node of ${chain} is known on this machine: add one in Settings, Nodes.`)
}
