import type { DocumentSigner } from '#core/sync/signedDocument'
import { openAccess } from '#core/sync/testing/openAccess'
import type { CommonmastDatabase } from '../../records/database'
import { DexieSyncStore, type HeldDataKeys } from '../DexieSyncStore'

/** A laptop of a cooperative in which everybody may write what is no admin's: for tests in which access is of no interest. */
export class OpenStore extends DexieSyncStore {
  constructor(db: CommonmastDatabase, signer: DocumentSigner, dataKeys: HeldDataKeys | null = null) {
    super(db, signer, dataKeys)
  }

  override async access() {
    return openAccess
  }
}
