/**
 * A chain as two nodes tell it. What money is decided by (receipts, logs, blocks, counts, balances) is asked of both, and where they
 * differ nothing is believed; a node whose receipt contradicts its own logs is named.
 */
import type { Hex } from 'viem'
import { Problem } from '#core/model/problem'
import { type ChainLog, type ChainReceipt, shownAddress } from '#core/treasury/chain/chainLog'
import type { BlockAt, EvmChain } from './evmChain'

/** @throws Problem `node.other-chain` for nodes of two chains. */
export async function compareChains(first: EvmChain, second: EvmChain): Promise<EvmChain> {
  const [one, other] = await Promise.all([first.chainId(), second.chainId()])
  const [firstHost, secondHost] = [first, second].map(({ hosts }) => hosts.join(', '))
  if (one !== other) {
    throw new Problem(
      'node.other-chain',
      `${firstHost} is of chain ${one}, ${secondHost} of chain ${other}: give two of one chain.`,
    )
  }
  const both = async <T>(what: string, ask: (chain: EvmChain) => Promise<T>): Promise<T> => {
    const answers = await Promise.all([ask(first), ask(second)])
    if (canonical(answers[0]) === canonical(answers[1])) return answers[0]
    throw new Problem(
      'node.disagree',
      `${firstHost} and ${secondHost} differ about ${what}: one of them lags or lies, so nothing is decided. Ask a third.`,
      { cause: `${canonical(answers[0])} | ${canonical(answers[1])}`.slice(0, 500) },
    )
  }
  /** The newest view of each may be a block apart; a height is the same for both. */
  const settled = <T>(what: string, at: BlockAt, ask: (chain: EvmChain) => Promise<T>): Promise<T> =>
    typeof at === 'bigint' ? both(what, ask) : ask(first)
  return {
    ...first,
    hosts: [...first.hosts, ...second.hosts],
    head: async () => {
      const heads = await Promise.all([first.head(), second.head()])
      const lower = heads[0].number <= heads[1].number ? heads[0] : heads[1]
      const block = await both(`block ${lower.number}`, (chain) => chain.block(lower.number))
      return block ?? lower
    },
    block: (number) => both(`block ${number}`, (chain) => chain.block(number)),
    receipt: (hash) => comparedReceipt(hash, first, second),
    logs: (query) => both(`the logs of ${query.address}`, (chain) => chain.logs(query)),
    nonce: (address, at) => settled(`the nonce of ${address}`, at, (chain) => chain.nonce(address, at)),
    balanceWei: (address, at) => settled(`the balance of ${address}`, at, (chain) => chain.balanceWei(address, at)),
    code: (address, at) => settled(`the code of ${address}`, at, (chain) => chain.code(address, at)),
    storage: (address, slot, at) => settled(`the storage of ${address}`, at, (chain) => chain.storage(address, slot, at)),
    call: (request, at, overrides) => {
      const ask = (chain: EvmChain) => chain.call(request, at, overrides)
      // Words of failures differ between kinds of nodes.
      return overrides === undefined ? settled(`a call to ${request.to}`, at, ask) : ask(first)
    },
    send: async (raw) => (await Promise.all([first.send(raw), second.send(raw)])).flat(),
  }
}

/**
 * Null until both have it: one may be a block behind.
 * @throws Problem `node.lies` naming the node, or `node.disagree`
 */
async function comparedReceipt(hash: Hex, first: EvmChain, second: EvmChain): Promise<ChainReceipt | null> {
  const chains = [first, second]
  const receipts = await Promise.all(chains.map((chain) => chain.receipt(hash)))
  const [one, other] = receipts
  if (!one || !other) return await absentFromOne(hash, chains, receipts)
  if (canonical(one) === canonical(other)) return one
  for (const [at, chain] of chains.entries()) {
    const receipt = receipts[at]
    if (receipt && (await contradictsItself(chain, receipt))) {
      throw new Problem(
        'node.lies',
        `${chain.hosts.join(', ')} gives a receipt of ${hash} that its own logs contradict: do not believe it, and use another node.`,
      )
    }
  }
  const hosts = chains.map(({ hosts }) => hosts.join(', ')).join(' and ')
  throw new Problem(
    'node.disagree',
    `${hosts} give different receipts of ${hash}: one of them lies or follows another branch, so nothing is decided. Ask a third.`,
  )
}

async function absentFromOne(hash: Hex, chains: EvmChain[], receipts: (ChainReceipt | null | undefined)[]): Promise<null> {
  const has = receipts.find((receipt) => receipt)
  const lacking = chains[receipts.findIndex((receipt) => !receipt)]
  if (!has || !lacking) return null
  // One that has the block and not the receipt is not merely behind.
  const block = await lacking.block(has.blockNumber)
  if (block?.hash !== has.blockHash) return null
  const second = await lacking.receipt(hash)
  if (second !== null) return null
  throw new Problem(
    'node.disagree',
    `${lacking.hosts.join(', ')} has block ${has.blockNumber} and no receipt of ${hash}, which the other node gives: ask a third.`,
  )
}

/** The logs of a receipt, held against what the same node finds in the same block. */
async function contradictsItself(chain: EvmChain, receipt: ChainReceipt): Promise<boolean> {
  const { blockNumber, transactionHash } = receipt
  const block = await chain.block(blockNumber)
  if (block?.hash !== receipt.blockHash) return true
  const writers = [...new Set(receipt.logs.map(({ address }) => shownAddress(address)))]
  const query = { topics: [], fromBlock: blockNumber, toBlock: blockNumber }
  const found = (await Promise.all(writers.map((address) => chain.logs({ ...query, address })))).flat()
  const own = found.filter((log) => log.transactionHash === transactionHash)
  return logsText(own) !== logsText(receipt.logs)
}

function logsText(logs: readonly (ChainLog & { logIndex: number })[]): string {
  const sorted = [...logs].sort((a, b) => a.logIndex - b.logIndex)
  return canonical(sorted.map(({ address, topics, data, logIndex }) => ({ address, topics, data, logIndex })))
}

/** The same text for the same answer, whatever the order of its fields. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each === 'bigint') return each.toString()
    if (each === null || typeof each !== 'object' || Array.isArray(each)) return each
    return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
