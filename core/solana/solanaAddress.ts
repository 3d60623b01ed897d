/**
 * Addresses of Solana: 32 bytes in base58, without a checksum. A wallet's is a point of the curve; that of a program's own
 * account (a token account, a vault) usually is not, and nobody signs for it.
 */
import { type Address, isAddress, isOffCurveAddress } from '@solana/kit'
import { Problem } from '../model/problem'
import { isKnownProgram } from './solanaPrograms'

/**
 * The address, proved to be 32 bytes and no program of Solana's own.
 * @param whose what it belongs to, for the sentence: `member ada`, `the treasury`.
 * @throws Problem `solana.address-malformed` or `solana.address-program`.
 */
export function checkSolanaAddress(text: string, whose: string, place: { line?: number; field?: string } = {}): Address {
  if (!isAddress(text)) {
    throw new Problem(
      'solana.address-malformed',
      `The address of ${whose} is no Solana address: it needs 32 bytes in base58 (32 to 44 characters), but reads "${text.slice(0, 60)}".`,
      place,
    )
  }
  if (isKnownProgram(text)) {
    throw new Problem(
      'solana.address-program',
      `The address of ${whose} (${text}) is a program, from which nothing comes back: give the address of a wallet.`,
      place,
    )
  }
  return text
}

/** Whether a key can exist for the address. A token account may have one too: whose it is says only the chain. */
export function canBeWallet(address: Address): boolean {
  return !isOffCurveAddress(address)
}
