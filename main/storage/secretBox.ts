/** How a secret is kept at rest. Electron seals it with the system's keychain; without one only file permissions guard it. */
export interface SecretBox {
  /** Written beside what was sealed, so that a box of another kind is not tried on it. */
  readonly scheme: 'os-keychain' | 'file-permissions'
  /** How the secret is kept, in words for the settings screen. */
  readonly description: string
  protect(bytes: Uint8Array): Promise<Uint8Array>
  reveal(sealed: Uint8Array): Promise<Uint8Array>
}

/** Leaves the bytes as they are: the file's permissions are the only protection, and the description says so. */
export const filePermissionsBox: SecretBox = {
  scheme: 'file-permissions',
  description: 'Guarded only by file permissions: whoever can read this account’s files can read the key.',
  protect: async (bytes) => bytes,
  reveal: async (sealed) => sealed,
}
