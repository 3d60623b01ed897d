/** Reads the state of a chain at one block into a `commonmast-snapshot-v1`, so that it can be signed on a computer without a network. */
import type { Address, Hex } from 'viem'
import { keccak256 } from 'viem/utils'
import { Problem } from '#core/model/problem'
import { suggestFees } from '#core/treasury/chain/fees'
import { USUAL_MULTI_SENDS } from '#core/treasury/chain/knownSafeCode'
import { type Snapshot, sealSnapshot, type TokenSnapshot } from '#core/treasury/chain/snapshot'
import type { EvmChain } from './evmChain'
import { inTurns } from './inTurns'
import { DISTRIBUTOR_ABI, readContract, TOKEN_ABI } from './readContract'
import { snapshotTreasury } from './snapshotTreasury'
import { addressInWord } from './storageWords'

export interface SnapshotRequest {
  treasury: Address
  /** Null for the chain's own coin. */
  token?: Address | null
  executor?: Address | null
  distributor?: Address | null
  /** Where MultiSendCallOnly may stand besides its usual places. */
  multiSends?: readonly Address[]
  payees?: readonly Address[]
  now: Date
}

/** The storage word in which proxies of EIP-1967 keep whose code they run. */
const IMPLEMENTATION_SLOT: Hex = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'

/** @throws Problem `node.*`, or `snapshot.no-token`, `snapshot.no-distributor` where there is no contract. */
export async function takeSnapshot(chain: EvmChain, request: SnapshotRequest): Promise<Snapshot> {
  const { treasury, token = null, executor = null, distributor = null, multiSends = [], payees = [], now } = request
  const chainId = await chain.chainId()
  const head = await chain.head()
  const at = head.number
  const candidates = [...new Set([...multiSends, ...USUAL_MULTI_SENDS])]
  const market = await chain.feeMarket()
  const fees = suggestFees(market)
  return sealSnapshot({
    format: 'commonmast-snapshot-v1',
    takenAt: now.toISOString(),
    nodes: [...chain.hosts],
    chainId,
    block: {
      number: at.toString(),
      hash: head.hash,
      time: new Date(Number(head.timestampS) * 1_000).toISOString(),
      gasLimit: head.gasLimit.toString(),
      baseFeeWei: head.baseFeeWei?.toString() ?? null,
    },
    fees:
      fees.kind === 'legacy'
        ? { kind: 'legacy', gasPriceWei: fees.gasPriceWei.toString() }
        : {
            kind: 'eip1559',
            maxFeePerGasWei: fees.maxFeePerGasWei.toString(),
            maxPriorityFeePerGasWei: fees.maxPriorityFeePerGasWei.toString(),
          },
    treasury: await snapshotTreasury(chain, at, treasury, token),
    executor: executor && (await snapshotExecutor(chain, at, executor)),
    token: token && (await snapshotToken(chain, at, token)),
    multiSends: (
      await Promise.all(candidates.map(async (address) => ({ address, codeHash: await codeHashOf(chain, at, address) })))
    ).flatMap(({ address, codeHash }) => (codeHash === null ? [] : [{ address, codeHash }])),
    distributor: distributor && (await snapshotDistributor(chain, at, distributor, token)),
    payees: await inTurns(payees, async (address) => ({ address, isContract: (await chain.code(address, at)) !== '0x' })),
  })
}

/** keccak-256 of the code, or null without code. */
export async function codeHashOf(chain: EvmChain, at: bigint, address: Address): Promise<Hex | null> {
  const code = await chain.code(address, at)
  return code === '0x' ? null : keccak256(code)
}

async function snapshotExecutor(chain: EvmChain, at: bigint, address: Address): Promise<Snapshot['executor']> {
  const [nonce, pendingNonce, balanceWei] = await Promise.all([
    chain.nonce(address, at),
    chain.nonce(address, 'pending'),
    chain.balanceWei(address, at),
  ])
  return { address, nonce: nonce.toString(), pendingNonce: pendingNonce.toString(), balanceWei: balanceWei.toString() }
}

async function snapshotToken(chain: EvmChain, at: bigint, address: Address): Promise<TokenSnapshot> {
  const read = <N extends 'name' | 'symbol' | 'decimals' | 'paused'>(functionName: N) =>
    readContract(chain, at, { address, abi: TOKEN_ABI, functionName })
  const [codeHash, name, symbol, decimals, paused, word] = await Promise.all([
    codeHashOf(chain, at, address),
    read('name'),
    read('symbol'),
    read('decimals'),
    read('paused'),
    chain.storage(address, IMPLEMENTATION_SLOT, at),
  ])
  if (codeHash === null || decimals === null || symbol === null) {
    throw new Problem(
      'snapshot.no-token',
      `At ${address} there is no token that tells its symbol and decimals on this chain: check address and chain.`,
    )
  }
  const implementation = addressInWord(word)
  return {
    address,
    name: name ?? '',
    symbol,
    decimals,
    codeHash,
    implementation: implementation && { address: implementation, codeHash: await codeHashOf(chain, at, implementation) },
    paused,
  }
}

async function snapshotDistributor(
  chain: EvmChain,
  at: bigint,
  address: Address,
  token: Address | null,
): Promise<NonNullable<Snapshot['distributor']>> {
  const read = <N extends 'root' | 'merkleRoot' | 'token' | 'TOKEN' | 'owner'>(functionName: N) =>
    readContract(chain, at, { address, abi: DISTRIBUTOR_ABI, functionName })
  const [codeHash, root, merkleRoot, own, constant, owner, held] = await Promise.all([
    codeHashOf(chain, at, address),
    read('root'),
    read('merkleRoot'),
    read('token'),
    read('TOKEN'),
    read('owner'),
    token === null
      ? null
      : readContract(chain, at, { address: token, abi: TOKEN_ABI, functionName: 'balanceOf', args: [address] }),
  ])
  if (codeHash === null) {
    throw new Problem('snapshot.no-distributor', `At ${address} there is no contract on this chain: check address and chain.`)
  }
  return {
    address,
    codeHash,
    root: root ?? merkleRoot,
    token: own ?? constant,
    owner,
    tokenBaseUnits: held?.toString() ?? null,
  }
}
