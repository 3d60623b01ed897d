import type { SafeStorage } from 'electron'
import { filePermissionsBox, type SecretBox } from '../storage/secretBox'

/**
 * The keychain of the operating system where there is one; else file permissions, and the description says so.
 * Linux without a keychain gets a fixed password from Chromium (`basic_text`), which protects nothing.
 */
export async function createSafeStorageBox(safeStorage: SafeStorage, platform: string): Promise<SecretBox> {
  const basicText = platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text'
  if (basicText || !(await safeStorage.isAsyncEncryptionAvailable())) return filePermissionsBox
  return {
    scheme: 'os-keychain',
    description: 'Sealed by the keychain of this computer’s operating system.',
    // safeStorage seals text, so the bytes travel as base64.
    protect: (bytes) => safeStorage.encryptStringAsync(Buffer.from(bytes).toString('base64')),
    reveal: async (sealed) => {
      const { result } = await safeStorage.decryptStringAsync(Buffer.from(sealed))
      return Buffer.from(result, 'base64')
    },
  }
}
