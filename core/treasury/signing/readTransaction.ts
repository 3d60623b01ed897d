/** An unsigned transaction read back from its bytes, strictly: what is not understood to the last byte is not signed. */
import type { Hex, TransactionSerializableEIP1559, TransactionSerializableLegacy } from 'viem'
import { parseTransaction, serializeTransaction } from 'viem/utils'
import { Problem } from '../../model/problem'

export type UnsignedTransaction =
  | (TransactionSerializableEIP1559 & { type: 'eip1559'; chainId: number })
  | (TransactionSerializableLegacy & { type: 'legacy'; chainId: number })

/**
 * @throws Problem `signing.transaction`: other types, a legacy transaction without a chain id (it would count on every
 * chain), one that is signed already, or bytes that do not come out the same again.
 */
export function readTransaction(unsigned: Hex): UnsignedTransaction {
  const transaction = parse(unsigned)
  if (transaction.r !== undefined || transaction.s !== undefined) throw unusable('it carries a signature already')
  const { chainId, type } = transaction
  if (type !== 'eip1559' && type !== 'legacy') throw unusable('only EIP-1559 and legacy transactions are signed')
  if (chainId === undefined || chainId === 0) {
    throw unusable('it names no chain, so it could be played again on every one')
  }
  if (serializeTransaction(transaction) !== unsigned.toLowerCase()) throw unusable('its bytes are not in their one proper form')
  return { ...transaction, type, chainId } as UnsignedTransaction
}

function parse(unsigned: Hex) {
  try {
    return parseTransaction(unsigned as `0x02${string}`) as TransactionSerializableEIP1559 | TransactionSerializableLegacy
  } catch (thrown) {
    throw unusable('its bytes are no transaction', thrown)
  }
}

function unusable(why: string, cause?: unknown): Problem {
  return new Problem('signing.transaction', `The transaction cannot be signed: ${why}. Prepare it again.`, { cause })
}
