import type { ConfirmationFile } from '#core/treasury/model/confirmationFile'
import { usualPathOf } from '#core/treasury/model/treasuryPath'
import type { TreasuryRecord } from '#core/treasury/model/treasuryRecords'

/** The path of the first signer that has not signed and whose path is known; else the usual one. */
export function signerPath(treasury: TreasuryRecord | null, given: readonly Pick<ConfirmationFile, 'signer'>[]): string {
  const missing = treasury?.signers.find(
    ({ address, derivationPath }) => derivationPath !== '' && !given.some(({ signer }) => signer === address),
  )
  return missing?.derivationPath ?? usualPathOf(treasury?.facts.kind ?? 'account')
}
