/** Asks one Ledger for one signature over one transaction, and turns it into a confirmation that anybody can check. */
import type { Address, Hex } from 'viem'
import { Problem } from '#core/model/problem'
import { CONFIRMATION_FORMAT, type ConfirmationFile } from '#core/treasury/model/confirmationFile'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { Signable } from '#core/treasury/signing/signingDigest'
import { isSameSigner } from '#core/treasury/state/payoutSigners'
import type { EthereumApp } from '../../ledger/ethereumApp'
import { shownLines } from './shownLines'

export interface Wanted {
  payout: PayoutFileV4
  at: number
  signable: Signable
  /** What a confirmation is over. */
  signedHash: Hex
  /** Who may sign and has not yet. */
  missing: readonly string[]
  /** Who has signed already. */
  given: readonly string[]
}

export interface SigningDevice {
  app: EthereumApp
  /** In words, e.g. "Ledger Nano S Plus". */
  name: string
  simulated: boolean
  derivationPath: string
}

/** @throws Problem `payout.signed-by-owner`, `payout.not-an-owner` or `ledger.*`, before the device shows anything where it can be */
export async function requestSignature(
  { payout, at, signable, signedHash, missing, given }: Wanted,
  { app, name, simulated, derivationPath }: SigningDevice,
  signedAt: () => string,
): Promise<ConfirmationFile> {
  const expected = await expectedSigner(app, derivationPath, { missing, given })
  const { r, s, yParity, signer } = await app.sign(derivationPath, signable, expected)
  return {
    format: CONFIRMATION_FORMAT,
    payoutSha256: payout.contentSha256,
    at,
    signedHash,
    signer,
    signature: `0x${r.slice(2)}${s.slice(2)}${(27 + yParity).toString(16)}`.toLowerCase() as Hex,
    simulated,
    device: `${name}, ${app.app.name} app ${app.app.version}`,
    derivationPath,
    shown: shownLines(signable, signer, name),
    signedAt: signedAt(),
  }
}

/** @throws Problem as `requestSignature`. With one who can sign it is for the app to compare, which also looks where else the account may be. */
export async function expectedSigner(
  app: EthereumApp,
  derivationPath: string,
  { missing, given }: Pick<Wanted, 'missing' | 'given'>,
): Promise<Address> {
  const [only, ...others] = missing
  if (only !== undefined && others.length === 0 && given.length === 0) return only as Address
  const address = await app.getAddress(derivationPath)
  if (missing.some((one) => isSameSigner(one, address))) return address
  if (given.some((one) => isSameSigner(one, address))) {
    throw new Problem(
      'payout.signed-by-owner',
      `${address} has signed this transaction already: connect the Ledger of another owner, or choose that owner's path.`,
      { field: 'derivationPath' },
    )
  }
  for (const one of missing) {
    const path = await app.findPath(one as Address)
    if (path !== null) {
      throw new Problem(
        'payout.not-an-owner',
        `${address} at ${derivationPath} is no owner of the Safe, so it was not asked to sign. ${one} is at ${path} on this Ledger: choose that path.`,
        { field: 'derivationPath' },
      )
    }
  }
  throw new Problem(
    'payout.not-an-owner',
    `${address} is no owner of the Safe, and none of the usual paths of this Ledger holds one who has still to sign (${missing.join(', ')}): give the path, or connect another Ledger.`,
    { field: 'derivationPath' },
  )
}
