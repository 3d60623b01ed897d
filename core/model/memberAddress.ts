/**
 * Where a member is paid: an EVM address with its checksum, or 32 bytes in base58 as Solana writes them, which carry none. Which
 * of the two a payout can pay is for its treasury's chain to say.
 */
import { base58 } from '@scure/base'
import { checkHoldersAddress } from './evmAddress'

const BASE58 = /^[1-9A-HJ-NP-Za-km-z]{32,44}$/
const SOLANA_ADDRESS_BYTES = 32

/**
 * The address, proved as far as its own letters can.
 * @param whose what it belongs to, for the sentence: `member ada`.
 * @throws Problem `address.*`
 */
export function checkMemberAddress(text: string, whose: string, place: { line?: number; field?: string } = {}): string {
  return isSolanaAddress(text) ? text : checkHoldersAddress(text, whose, place)
}

function isSolanaAddress(text: string): boolean {
  return BASE58.test(text) && base58.decode(text).length === SOLANA_ADDRESS_BYTES
}
