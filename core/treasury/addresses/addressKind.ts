/** How addresses are written on each kind of chain, and what makes one fit to be paid at. */
import { checkAddress } from '../../model/evmAddress'
import { Problem } from '../../model/problem'
import { decodeSolanaAddress } from '../../networks/deviceKey/heliumAddress'
import { isEvmChain } from '../model/chainKey'

export type AddressKind = 'evm' | 'solana'

/** @param chain CAIP-2 */
export function addressKindOf(chain: string): AddressKind {
  return isEvmChain(chain) ? 'evm' : 'solana'
}

/**
 * The address as it is, if it is whole and nobody's mistake: checksummed and not zero on EVM chains, 32 bytes in base58 on
 * Solana, which knows no checksum.
 * @param whose what it belongs to, for the sentence: `member Ada`
 * @throws Problem `address.malformed`, `address.no-checksum`, `address.wrong-checksum` or `address.zero`
 */
export function checkAddressOf(kind: AddressKind, text: string, whose: string): string {
  return kind === 'evm' ? checkAddress(text, whose) : checkSolanaAddress(text, whose)
}

/** 32 bytes of zero: the system program, which is nobody's account. */
const SYSTEM_PROGRAM = '1'.repeat(32)

function checkSolanaAddress(text: string, whose: string): string {
  if (decodeSolanaAddress(text) === null) {
    throw new Problem(
      'address.malformed',
      `The address of ${whose} is not one of Solana, which is 32 to 44 letters and digits that stand for 32 bytes: "${text.slice(0, 60)}".`,
    )
  }
  if (text === SYSTEM_PROGRAM) {
    throw new Problem('address.zero', `The address of ${whose} is that of the system program, which nobody owns: give another.`)
  }
  return text
}
