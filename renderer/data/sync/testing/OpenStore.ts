import { openAccess } from '#core/sync/testing/openAccess'
import { DexieSyncStore } from '../DexieSyncStore'

/** A laptop of a cooperative in which everybody may write what is no admin's: for tests in which access is of no interest. */
export class OpenStore extends DexieSyncStore {
  override async access() {
    return openAccess
  }
}
