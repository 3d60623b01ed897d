/**
 * The Ed25519 key (RFC 8032) by which this installation signs what it saw. It is made once and never replaced silently:
 * records already signed could then no longer be told apart from forgeries.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { Problem } from '#core/model/problem'
import { diskProblem } from './diskProblem'
import { type EncryptionKey, encryptionKeyOf } from './encryptionKey'
import type { SecretBox } from './secretBox'
import { writeFileAtomically } from './writeFileAtomically'

export interface Signer {
  /** Raw 32-byte public key as 64 lower-case hex digits. */
  readonly publicKeyHex: string
  /** @returns the raw 64-byte Ed25519 signature. */
  sign(bytes: Uint8Array): Uint8Array
}

export interface InstallationKey extends Signer {
  readonly encryption: EncryptionKey
}

const keyFileSchema = z.object({
  format: z.literal('commonmast-installation-key-v1'),
  publicKey: z.string().regex(/^[0-9a-f]{64}$/),
  scheme: z.enum(['os-keychain', 'file-permissions']),
  /** PKCS #8 DER, sealed, base64. */
  sealedKey: z.base64(),
})
type KeyFile = z.infer<typeof keyFileSchema>

/**
 * Opens this installation's key, or makes it when there is no file yet.
 * @throws Problem `key.corrupt`, `key.sealed-elsewhere`, `key.cannot-unseal` or `disk.*`
 */
export async function openInstallationKey(path: string, box: SecretBox): Promise<InstallationKey> {
  const text = await readFile(path, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return null
    throw diskProblem(thrown, `the key file ${path}`)
  })
  return text === null ? createKey(path, box) : revealKey(path, text, box)
}

async function createKey(path: string, box: SecretBox): Promise<InstallationKey> {
  const { privateKey } = generateKeyPairSync('ed25519')
  const publicKey = rawPublicKeyHex(privateKey)
  const sealed = await box.protect(privateKey.export({ format: 'der', type: 'pkcs8' }))
  const file: KeyFile = {
    format: 'commonmast-installation-key-v1',
    publicKey,
    scheme: box.scheme,
    sealedKey: Buffer.from(sealed).toString('base64'),
  }
  await writeFileAtomically(path, `${JSON.stringify(file, null, 2)}\n`, { what: 'the key file', mode: 0o600 })
  return keyFor(privateKey, publicKey)
}

async function revealKey(path: string, text: string, box: SecretBox): Promise<InstallationKey> {
  const file = readKeyFile(path, text)
  if (file.scheme !== box.scheme) {
    throw new Problem(
      'key.sealed-elsewhere',
      `The key in ${path} was made by the other shell and cannot be opened here: start that shell, or give another folder with --data.`,
      { cause: `kept by ${file.scheme}, this shell offers ${box.scheme}` },
    )
  }
  const bytes = await box.reveal(Buffer.from(file.sealedKey, 'base64')).catch((thrown: unknown) => {
    throw new Problem(
      'key.cannot-unseal',
      `The system's keychain did not open the key in ${path}: unlock the keychain or log in as the account that made it, then start again.`,
      { cause: thrown },
    )
  })
  try {
    const privateKey = createPrivateKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8' })
    if (rawPublicKeyHex(privateKey) !== file.publicKey) throw new Error('the public key does not belong to the private key')
    return keyFor(privateKey, file.publicKey)
  } catch (thrown) {
    throw corrupt(path, thrown)
  }
}

function readKeyFile(path: string, text: string): KeyFile {
  try {
    return keyFileSchema.parse(JSON.parse(text))
  } catch (thrown) {
    throw corrupt(path, thrown)
  }
}

function corrupt(path: string, cause: unknown): Problem {
  return new Problem(
    'key.corrupt',
    `The key file ${path} is damaged: restore it from a copy of the data folder, or move it away and start once with --new-key to begin a new key (what the old one signed stays as it is).`,
    { cause },
  )
}

function rawPublicKeyHex(privateKey: KeyObject): string {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  if (x === undefined) throw new Error('not an Ed25519 key')
  return Buffer.from(x, 'base64url').toString('hex')
}

function keyFor(privateKey: KeyObject, publicKeyHex: string): InstallationKey {
  const { d } = privateKey.export({ format: 'jwk' })
  if (d === undefined) throw new Error('not an Ed25519 key')
  const encryption = encryptionKeyOf(Buffer.from(d, 'base64url'))
  return { publicKeyHex, sign: (bytes) => new Uint8Array(sign(null, bytes, privateKey)), encryption }
}
