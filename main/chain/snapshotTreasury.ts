/** The treasury's part of a snapshot: an account, or a Safe with its owners, modules and code. */
import type { Address, Hex } from 'viem'
import { keccak256 } from 'viem/utils'
import { Problem } from '#core/model/problem'
import type { SafeSnapshot, Snapshot } from '#core/treasury/chain/snapshot'
import type { EvmChain } from './evmChain'
import { readContract, SAFE_ABI, TOKEN_ABI } from './readContract'
import { addressInWord } from './storageWords'

/** A Safe's proxy keeps its singleton in the first word of its storage. */
const SINGLETON_SLOT: Hex = `0x${'0'.repeat(64)}`
/** keccak256("guard_manager.guard.address") */
const GUARD_SLOT: Hex = '0x4a204f620c8c5ccdca3fd54d003badd85ba500436a431f0cbda4f558c93c34c8'
/** The Safe's own end of its list of modules. */
const SENTINEL: Address = '0x0000000000000000000000000000000000000001'
const MOST_MODULES = 50n
/** An account that lends its address to a contract has this and the contract's address as code (EIP-7702). */
const DELEGATED = '0xef0100'

/** @throws Problem `snapshot.unknown-contract` for a treasury that is neither an account nor a Safe. */
export async function snapshotTreasury(
  chain: EvmChain,
  at: bigint,
  address: Address,
  token: Address | null,
): Promise<Snapshot['treasury']> {
  const [code, balanceWei, tokenBaseUnits] = await Promise.all([
    chain.code(address, at),
    chain.balanceWei(address, at),
    token === null
      ? null
      : readContract(chain, at, { address: token, abi: TOKEN_ABI, functionName: 'balanceOf', args: [address] }),
  ])
  const holdings = { address, balanceWei: balanceWei.toString(), tokenBaseUnits: tokenBaseUnits?.toString() ?? null }
  if (code === '0x' || code.startsWith(DELEGATED)) {
    const nonce = await chain.nonce(address, at)
    return { kind: 'account', ...holdings, nonce: nonce.toString(), codeHash: code === '0x' ? null : keccak256(code) }
  }
  return { ...(await readSafe(chain, at, address)), ...holdings, proxyCodeHash: keccak256(code) }
}

type SafeItself = Omit<SafeSnapshot, 'address' | 'balanceWei' | 'tokenBaseUnits' | 'proxyCodeHash'>

async function readSafe(chain: EvmChain, at: bigint, address: Address): Promise<SafeItself> {
  const safe = { address, abi: SAFE_ABI } as const
  const [version, nonce, owners, threshold, modules, singletonWord, guardWord] = await Promise.all([
    readContract(chain, at, { ...safe, functionName: 'VERSION' }),
    readContract(chain, at, { ...safe, functionName: 'nonce' }),
    readContract(chain, at, { ...safe, functionName: 'getOwners' }),
    readContract(chain, at, { ...safe, functionName: 'getThreshold' }),
    readContract(chain, at, { ...safe, functionName: 'getModulesPaginated', args: [SENTINEL, MOST_MODULES] }),
    chain.storage(address, SINGLETON_SLOT, at),
    chain.storage(address, GUARD_SLOT, at),
  ])
  const singleton = addressInWord(singletonWord)
  if (version === null || nonce === null || owners === null || threshold === null || modules === null || singleton === null) {
    throw new Problem(
      'snapshot.unknown-contract',
      `${address} is a contract and no Safe that is known: a treasury is an account or a Safe.`,
    )
  }
  const singletonCode = await chain.code(singleton, at)
  return {
    kind: 'safe',
    version,
    nonce: nonce.toString(),
    owners: [...owners],
    threshold: Number(threshold),
    singleton,
    singletonCodeHash: singletonCode === '0x' ? null : keccak256(singletonCode),
    modules: [...modules[0]],
    guard: addressInWord(guardWord),
  }
}
