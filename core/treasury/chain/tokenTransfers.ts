/** `Transfer(address indexed from, address indexed to, uint256)`: what a token says that it moved. Amounts are base units. */
import type { Hex } from 'viem'
import { type ChainLog, topicAddress } from './chainLog'

export const TRANSFER_TOPIC: Hex = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef'
const WORD_HEX_LENGTH = 66

export interface TokenTransfer {
  /** Both without checksum, in small letters. */
  from: string
  to: string
  amountBaseUnits: bigint
}

/**
 * The transfer that a log of `token` tells of. Undefined: another contract's, another event, one that was taken out of the
 * chain, or one of another form, such as an ERC-721's, whose fourth topic is no amount.
 * @param token in small letters
 */
export function readTransfer(log: ChainLog, token: string): TokenTransfer | undefined {
  const { topics, data } = log
  if (topics[0] !== TRANSFER_TOPIC || topics.length !== 3 || data.length !== WORD_HEX_LENGTH || log.removed) return undefined
  if (log.address !== token && log.address.toLowerCase() !== token) return undefined
  const from = topicAddress(topics[1])
  const to = topicAddress(topics[2])
  return from === undefined || to === undefined ? undefined : { from, to, amountBaseUnits: BigInt(data) }
}
