/** What a new payout is prepared with beside what a person chooses. */
import type { AddressConfirmation } from '#core/treasury/model/addressConfirmation'
import { consoleClient } from '../../platform/consoleClient'
import { db } from '../records/openRecords'

/** Of changed addresses, by somebody else's key. */
export async function addressConfirmations(): Promise<AddressConfirmation[]> {
  return (await db.addressConfirmations.toArray()).map(({ file }) => file)
}

/** Raw Ed25519 of this installation, hex; null where it has none. */
export async function ownPublicKey(): Promise<string | null> {
  const { publicKey } = await consoleClient.call('app.info', {})
  return publicKey === '' ? null : publicKey
}
