/** The three hashes of a Safe transaction (EIP-712): what a Ledger shows, what owners sign and what the chain logs. */
import type { Hex } from 'viem'
import { concat, hashStruct, keccak256 } from 'viem/utils'
import { type SafeAccount, safeChainId, safeRules } from './safeAccount'
import type { SafeTransaction } from './safeTransaction'
import { checkUint256 } from './uint256'

export interface SafeHashes {
  /** Of chain and Safe: the same for all transactions of one Safe. */
  domainHash: Hex
  /** Of the transaction alone. */
  messageHash: Hex
  safeTxHash: Hex
}

/** @throws Problem `safe.unknown-version`, `safe.no-chain` or `uint256.out-of-range`. */
export function safeHashes(account: SafeAccount, transaction: SafeTransaction): SafeHashes {
  const { types, domain, message } = safeTypedData(account, transaction)
  const domainHash = hashStruct({ types, primaryType: 'EIP712Domain', data: domain })
  const messageHash = hashStruct({ types, primaryType: 'SafeTx', data: message })
  // EIP-712 joins the two; the call data of a hundred payments is long enough not to hash it once more.
  return { domainHash, messageHash, safeTxHash: keccak256(concat(['0x1901', domainHash, messageHash])) }
}

/** Its fields have other names and types by version, so the compiler sees no more than records. */
export interface SafeTypedData {
  types: Record<string, { name: string; type: string }[]>
  domain: Record<string, unknown>
  message: Record<string, unknown>
}

/** What EIP-712 hashes, for the Safe's version. @throws as safeHashes does */
export function safeTypedData(account: SafeAccount, transaction: SafeTransaction): SafeTypedData {
  const { domainHasChainId, baseGasName } = safeRules(account.version)
  const { value, baseGas, safeTxGas, gasPrice, nonce, ...rest } = transaction
  for (const [name, number] of Object.entries({ value, baseGas, safeTxGas, gasPrice, nonce })) checkUint256(number, name)
  const chain = domainHasChainId ? [{ name: 'chainId', type: 'uint256' }] : []
  return {
    types: {
      EIP712Domain: [...chain, { name: 'verifyingContract', type: 'address' }],
      SafeTx: [
        { name: 'to', type: 'address' },
        { name: 'value', type: 'uint256' },
        { name: 'data', type: 'bytes' },
        { name: 'operation', type: 'uint8' },
        { name: 'safeTxGas', type: 'uint256' },
        { name: baseGasName, type: 'uint256' },
        { name: 'gasPrice', type: 'uint256' },
        { name: 'gasToken', type: 'address' },
        { name: 'refundReceiver', type: 'address' },
        { name: 'nonce', type: 'uint256' },
      ],
    },
    domain: { ...(domainHasChainId ? { chainId: safeChainId(account) } : {}), verifyingContract: account.address },
    message: { ...rest, value, safeTxGas, [baseGasName]: baseGas, gasPrice, nonce },
  }
}
