import type { CommonmastDatabase } from '../records/database'
import { DataKeysByMain } from './DataKeysByMain'
import { DexieSyncStore } from './DexieSyncStore'
import { EvidenceByMain } from './EvidenceByMain'
import type { MainClient } from './mainLine'
import { signerByMain } from './signerByMain'

/**
 * What this laptop holds, with its keys. Whoever has one holds the lock of the records (`oneRoundAtATime`), since it remembers
 * which data keys there are.
 * @param publicKey of this installation, raw Ed25519, hex
 * @throws Problem of the key, `keys.*`
 */
export async function openSyncStore(db: CommonmastDatabase, main: MainClient, publicKey: string): Promise<DexieSyncStore> {
  const dataKeys = await DataKeysByMain.open(db, main, publicKey)
  return new DexieSyncStore(db, signerByMain(main, publicKey), dataKeys, new EvidenceByMain(db, main))
}
