import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ed25519 } from '@noble/curves/ed25519.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openInstallationKey } from './installationKey'
import { filePermissionsBox, type SecretBox } from './secretBox'

let folder: string
let path: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-key-'))
  path = join(folder, 'installation.key')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const xorBox: SecretBox = {
  scheme: 'os-keychain',
  description: 'a keychain for tests',
  protect: async (bytes) => bytes.map((byte) => byte ^ 0x5a),
  reveal: async (bytes) => bytes.map((byte) => byte ^ 0x5a),
}

describe('the installation key', () => {
  it('signs what an independent Ed25519 implementation verifies', async () => {
    const signer = await openInstallationKey(path, filePermissionsBox)
    const message = new TextEncoder().encode('{"seen":true}')
    const signature = signer.sign(message)
    const publicKey = Uint8Array.from(Buffer.from(signer.publicKeyHex, 'hex'))
    expect(ed25519.verify(signature, message, publicKey)).toBe(true)
    expect(ed25519.verify(signature, new TextEncoder().encode('{"seen":false}'), publicKey)).toBe(false)
  })

  it('is the same key at the next start, readable by its owner only', async () => {
    const first = await openInstallationKey(path, xorBox)
    const second = await openInstallationKey(path, xorBox)
    expect(second.publicKeyHex).toBe(first.publicKeyHex)
    expect((await stat(path)).mode & 0o077).toBe(0)
  })

  it('is sealed in the file when there is a keychain', async () => {
    await openInstallationKey(path, xorBox)
    const { sealedKey } = JSON.parse(await readFile(path, 'utf8')) as { sealedKey: string }
    // Every PKCS #8 file begins with a SEQUENCE tag; a sealed one does not.
    expect(Buffer.from(sealedKey, 'base64')[0]).toBe(0x30 ^ 0x5a)
  })

  it('refuses a damaged file and leaves it where it is', async () => {
    await openInstallationKey(path, filePermissionsBox)
    const whole = await readFile(path, 'utf8')
    const other = '0'.repeat(64)
    const damaged = [whole.slice(0, 60), '', 'PNG', whole.replace(/"publicKey": "[0-9a-f]{64}"/, `"publicKey": "${other}"`)]
    for (const text of damaged) {
      await writeFile(path, text)
      await expect(openInstallationKey(path, filePermissionsBox)).rejects.toMatchObject({
        code: 'key.corrupt',
        message: /restore/,
      })
      expect(await readFile(path, 'utf8')).toBe(text)
    }
  })

  it('says so when the other shell sealed it, or the keychain does not answer', async () => {
    await openInstallationKey(path, xorBox)
    await expect(openInstallationKey(path, filePermissionsBox)).rejects.toMatchObject({ code: 'key.sealed-elsewhere' })
    const locked: SecretBox = { ...xorBox, reveal: () => Promise.reject(new Error('locked')) }
    await expect(openInstallationKey(path, locked)).rejects.toMatchObject({ code: 'key.cannot-unseal', causeText: 'locked' })
  })
})
