/** A signed transaction read from its bytes: its hash, chain, sender and nonce are known before it is sent. */
import type { Address, Hex, TransactionSerializable } from 'viem'
import { getAddress, keccak256, parseTransaction, recoverAddress, serializeTransaction } from 'viem/utils'
import { Problem, validateArgument } from '../../model/problem'
import type { GasFees } from './fees'

export interface SignedTransaction {
  raw: Hex
  hash: Hex
  chainId: number
  from: Address
  to: Address
  nonce: bigint
  valueWei: bigint
  data: Hex
  gasLimit: bigint
  fees: GasFees
}

/** What is needed of it; each form has its own type. */
interface ParsedTransaction {
  chainId?: number | undefined
  to?: Address | null | undefined
  nonce?: number | undefined
  value?: bigint | undefined
  data?: Hex | undefined
  gas?: bigint | undefined
  gasPrice?: bigint | undefined
  maxFeePerGas?: bigint | undefined
  maxPriorityFeePerGas?: bigint | undefined
}

interface SignatureParts {
  r: Hex
  s: Hex
  v?: bigint | undefined
  yParity?: number | undefined
}

/** @throws Problem `transaction.malformed`, `transaction.no-chain`, `transaction.creates` */
export async function readSignedTransaction(raw: Hex): Promise<SignedTransaction> {
  const { parsed, from } = await parse(raw)
  const { chainId, to, nonce = 0, value = 0n, data = '0x', gas = 0n } = parsed
  validateArgument(
    chainId !== undefined && chainId > 0,
    'transaction.no-chain',
    'The signed transaction names no chain, so it could be sent on any: sign it again for one chain.',
  )
  validateArgument(to, 'transaction.creates', 'The signed transaction creates a contract and pays nobody: do not send it.')
  return {
    raw,
    hash: keccak256(raw),
    chainId,
    from,
    to: getAddress(to),
    nonce: BigInt(nonce),
    valueWei: value,
    data,
    gasLimit: gas,
    fees: feesOf(parsed),
  }
}

async function parse(raw: Hex): Promise<{ parsed: ParsedTransaction; from: Address }> {
  try {
    const { r, s, v, yParity, ...unsigned } = parseTransaction(raw) as ParsedTransaction & SignatureParts
    const hash = keccak256(serializeTransaction(unsigned as TransactionSerializable))
    const from = await recoverAddress({ hash, signature: { r, s, yParity: yParity ?? Number(v) } })
    return { parsed: unsigned, from }
  } catch (cause) {
    throw new Problem(
      'transaction.malformed',
      'The signed transaction cannot be read: it is cut off or changed, so take it from its file again.',
      { cause },
    )
  }
}

function feesOf({ gasPrice, maxFeePerGas, maxPriorityFeePerGas }: ParsedTransaction): GasFees {
  if (maxFeePerGas === undefined) return { kind: 'legacy', gasPriceWei: gasPrice ?? 0n }
  return { kind: 'eip1559', maxFeePerGasWei: maxFeePerGas, maxPriorityFeePerGasWei: maxPriorityFeePerGas ?? 0n }
}
