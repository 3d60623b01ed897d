/** A development chain with Safe's contracts on it, accounts with coin, and the hands of their owners. */
import type { Abi, Address, Hex, TransactionSerializable } from 'viem'
import { type HDAccount, mnemonicToAccount } from 'viem/accounts'
import { encodeDeployData, getAddress, numberToHex } from 'viem/utils'
import { fixturePath } from '../../../fixtures/readFixture'
import type { EvmChain } from '../evmChain'
import { openNodeChain } from '../nodeChain'
import { type CompiledContract, compileContracts } from './compileContracts'
import { type Anvil, type AnvilOptions, startAnvil } from './startAnvil'

/** Anvil's own, known to everybody: worth nothing outside a development chain. */
const MNEMONIC = 'test test test test test test test test test test test junk'
const ACCOUNTS = 10

export interface ChainBed {
  anvil: Anvil
  chain: EvmChain
  chainId: number
  accounts: HDAccount[]
  account(index: number): HDAccount
  /** Sends from an account that anvil itself signs for. @throws Error when it reverts */
  send(call: { from?: Address; to?: Address; data?: Hex; value?: bigint }): Promise<{ hash: Hex; contract: Address }>
  deploy(contract: { abi: Abi; bytecode: Hex }, args?: readonly unknown[]): Promise<Address>
  /** A contract of `fixtures/contracts/FILE`. */
  contract(file: string, name: string): CompiledContract
  sign(account: HDAccount, transaction: TransactionSerializable): Promise<Hex>
  mine(blocks?: number): Promise<void>
  /** Remembers the chain as it is; what it gives brings it back. */
  keep(): Promise<() => Promise<void>>
  stop(): Promise<void>
}

export async function openChainBed(options: AnvilOptions = {}): Promise<ChainBed> {
  const anvil = await startAnvil(options)
  const chain = await openNodeChain(anvil.url)
  const chainId = await chain.chainId()
  const accounts = Array.from({ length: ACCOUNTS }, (_, addressIndex) => mnemonicToAccount(MNEMONIC, { addressIndex }))
  const account = (index: number) => {
    const found = accounts[index]
    if (!found) throw new Error(`There is no account ${index}`)
    return found
  }
  const send: ChainBed['send'] = async ({ from = account(0).address, to, data, value }) => {
    const call = { from, ...(to && { to }), ...(data && { data }), ...(value !== undefined && { value: numberToHex(value) }) }
    const hash = (await anvil.rpc('eth_sendTransaction', [call])) as Hex
    const receipt = (await anvil.rpc('eth_getTransactionReceipt', [hash])) as { status: Hex; contractAddress: Address } | null
    if (receipt?.status === '0x0') throw new Error(`${hash} reverted`)
    return { hash, contract: receipt?.contractAddress ?? '0x' }
  }
  return {
    anvil,
    chain,
    chainId,
    accounts,
    account,
    send,
    deploy: async ({ abi, bytecode }, args = []) => {
      const { hash } = await send({ data: args.length === 0 ? bytecode : encodeDeployData({ abi, bytecode, args }) })
      const receipt = (await anvil.rpc('eth_getTransactionReceipt', [hash])) as { contractAddress: Address }
      return getAddress(receipt.contractAddress)
    },
    contract: (file, name) => {
      const found = compileContracts(fixturePath(`contracts/${file}`))[name]
      if (!found) throw new Error(`${file} has no ${name}`)
      return found
    },
    sign: (signer, transaction) => signer.signTransaction(transaction),
    mine: async (blocks = 1) => {
      await anvil.rpc('anvil_mine', [numberToHex(blocks)])
    },
    keep: async () => {
      const id = await anvil.rpc('evm_snapshot')
      return async () => {
        await anvil.rpc('evm_revert', [id])
      }
    },
    stop: anvil.stop,
  }
}
