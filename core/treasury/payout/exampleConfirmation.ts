/** Confirmations for tests, by the keys of the example treasuries. Synthetic. */
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import type { Hex } from 'viem'
import { sign } from 'viem/accounts'
import {
  ADDRESS_CONFIRMATION_FORMAT,
  type AddressConfirmation,
  type AddressConfirmationFacts,
} from '../model/addressConfirmation'
import { CONFIRMATION_FORMAT, type ConfirmationFile } from '../model/confirmationFile'
import type { PayoutFileV4 } from '../model/payoutFileV4'
import { addressConfirmationBytes, addressConfirmationSentence } from './addressConfirmation'
import { ACCOUNTS, KEYS } from './examplePayoutV4'
import { signedHashAt } from './signedHash'

const INSTALLATION_KEY = '07'.repeat(32)
export const INSTALLATION = bytesToHex(ed25519.getPublicKey(hexToBytes(INSTALLATION_KEY)))

/** @param signer place of the example key that signs */
export async function confirmationOf(
  payout: PayoutFileV4,
  signer: number,
  at = 0,
  changes: Partial<ConfirmationFile> = {},
): Promise<ConfirmationFile> {
  const signedHash = signedHashAt(payout, at)
  return {
    format: CONFIRMATION_FORMAT,
    payoutSha256: payout.contentSha256,
    at,
    signedHash,
    signer: ACCOUNTS[signer]?.address ?? '',
    signature: await sign({ hash: signedHash, privateKey: KEYS[signer] as Hex, to: 'hex' }),
    simulated: false,
    device: 'Test',
    derivationPath: "44'/60'/0'/0/0",
    shown: [],
    signedAt: '2026-11-20T12:00:00.000Z',
    ...changes,
  }
}

export function confirmedByInstallation(facts: AddressConfirmationFacts): AddressConfirmation {
  const signature = bytesToHex(ed25519.sign(addressConfirmationBytes(facts, INSTALLATION), hexToBytes(INSTALLATION_KEY)))
  return { format: ADDRESS_CONFIRMATION_FORMAT, facts, signedBy: { kind: 'installation', publicKey: INSTALLATION, signature } }
}

export async function confirmedByOwner(facts: AddressConfirmationFacts, owner: number): Promise<AddressConfirmation> {
  const account = ACCOUNTS[owner]
  if (!account) throw new Error('an example key')
  const signature = await account.signMessage({ message: addressConfirmationSentence(facts) })
  return { format: ADDRESS_CONFIRMATION_FORMAT, facts, signedBy: { kind: 'owner', address: account.address, signature } }
}
