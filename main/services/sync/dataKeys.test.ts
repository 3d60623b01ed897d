import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from '@noble/hashes/utils.js'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ConsoleContract } from '#core/contract/consoleContract'
import type { ContractClient } from '#core/contract/createClient'
import { dataKeyFrom } from '#core/sync/keys/dataKey'
import { destroyKey, type Envelope, wrapForAll } from '#core/sync/keys/envelope'
import { unwrapKey, wrapSender } from '#core/sync/keys/wrapKey'
import { canonicalText, signedBytes, verifySignature } from '#core/sync/signedDocument'
import { signerNamed } from '#core/sync/testing/signers'
import { openDataKeyVault } from '../../storage/dataKeyVault'
import { filePermissionsBox, type SecretBox } from '../../storage/secretBox'
import { type Console, createConsole } from '../composeHandlers'
import { connectClient } from '../testing/connectClient'

const cooperative = 'c'.repeat(64)
const at = '2026-11-30T10:00:00.000Z'
const carla = { bytes: '5'.repeat(64), person: 'carla' }
const common = { bytes: '6'.repeat(64), person: null }

let dir: string
let running: Console
let client: ContractClient<ConsoleContract>

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'commonmast-keys-'))
  await start()
})

afterEach(async () => {
  await running.close()
  await rm(dir, { recursive: true, force: true })
})

async function start() {
  running = await createConsole({ dataDir: dir, shell: 'browser', version: '0.0.0', secretBox: filePermissionsBox })
  client = connectClient(running)
}

const kept = () => client.call('sync.dataKeys', { cooperative })
const envelopeOf = (key: typeof carla | typeof common, version = 1): Promise<Envelope> =>
  wrapForAll(dataKeyFrom(key), [], { cooperative, version, at }, signerNamed('ada'), wrapSender(randomBytes))

it('[SY74] what others wrap for this installation it opens, before and after a restart, and nobody else does', async () => {
  const { encryptionKey } = await kept()
  const { wraps, keyId } = await wrapForAll(
    dataKeyFrom(carla),
    [encryptionKey],
    { cooperative, version: 1, at },
    signerNamed('ada'),
    wrapSender(randomBytes),
  )
  const agree = async (publicKey: string) =>
    Uint8Array.from(Buffer.from((await client.call('sync.agree', { publicKey })).secret, 'hex'))
  const open = async () => (wraps[0] ? unwrapKey(wraps[0], keyId, cooperative, agree) : null)
  expect(await open()).toEqual(dataKeyFrom(carla))
  await running.close()
  await start()
  expect([(await kept()).encryptionKey, await open()]).toEqual([encryptionKey, dataKeyFrom(carla)])
  await running.close()
  await rm(join(dir, 'installation.key'))
  await rm(join(dir, 'journal.jsonl'), { force: true })
  await rm(join(dir, 'journal.anchor.json'), { force: true })
  await start()
  expect((await kept()).encryptionKey).not.toBe(encryptionKey)
  expect(await open()).toBeNull()
})

it('[SY74] a public key with which everybody would share the secret is refused', async () => {
  for (const publicKey of ['0'.repeat(64), `01${'0'.repeat(62)}`]) {
    await expect(client.call('sync.agree', { publicKey })).rejects.toMatchObject({ code: 'sync.not-an-encryption-key' })
  }
})

it('[SY74] keys are kept by cooperative, over a restart, in a file of the owner alone; a destroyed one is gone from it', async () => {
  const envelopes = [await envelopeOf(carla), await envelopeOf(common)]
  await client.call('sync.keepDataKeys', { cooperative, keys: [carla, common], envelopes })
  const again = await envelopeOf(common, 2)
  await client.call('sync.keepDataKeys', { cooperative, keys: [common], envelopes: [again] })
  await running.close()
  await start()
  expect(await kept()).toMatchObject({ keys: [carla, common], envelopes: [envelopes[0], again] })
  expect(await client.call('sync.dataKeys', { cooperative: 'd'.repeat(64) })).toMatchObject({ keys: [], envelopes: [] })
  const file = join(dir, 'data-keys.json')
  expect((await stat(file)).mode & 0o077).toBe(0)
  const destroyed = await destroyKey(dataKeyFrom(carla).id, { cooperative, version: 2, at }, signerNamed('ada'))
  await client.call('sync.keepDataKeys', { cooperative, keys: [], envelopes: [destroyed] })
  expect(await kept()).toMatchObject({ keys: [common], envelopes: [destroyed, again] })
  const { sealed } = JSON.parse(await readFile(file, 'utf8'))
  const text = Buffer.from(sealed, 'base64').toString('utf8')
  expect([text.includes(common.bytes), text.includes(carla.bytes), text.includes('carla')]).toEqual([true, false, false])
  // Nor does it come back with what somebody still has in memory.
  await client.call('sync.keepDataKeys', { cooperative, keys: [carla], envelopes: [] })
  expect((await kept()).keys).toEqual([common])
})

it('[SY74] a file that is damaged or that another keychain sealed is said, and neither replaced nor quoted', async () => {
  const path = join(dir, 'vault.json')
  const box: SecretBox = {
    ...{ scheme: 'os-keychain', description: 'a keychain for tests' },
    protect: async (bytes) => bytes.map((byte) => byte ^ 0x5a),
    reveal: async (bytes) => bytes.map((byte) => byte ^ 0x5a),
  }
  await openDataKeyVault(path, box).keep(cooperative, { keys: [carla], envelopes: [await envelopeOf(carla)] })
  const whole = await readFile(path, 'utf8')
  expect(whole).not.toContain(carla.bytes)
  expect((await openDataKeyVault(path, box).read(cooperative)).keys).toEqual([carla])
  const locked: SecretBox = { ...box, reveal: async () => Promise.reject(new Error('locked')) }
  for (const other of [filePermissionsBox, locked]) {
    const vault = openDataKeyVault(path, other)
    await expect(vault.read(cooperative)).rejects.toMatchObject({ code: 'keys.cannot-unseal' })
    await expect(vault.keep(cooperative, { keys: [], envelopes: [] })).rejects.toMatchObject({ code: 'keys.cannot-unseal' })
  }
  expect(await readFile(path, 'utf8')).toBe(whole)
  const sealed = Buffer.from(await box.protect(Buffer.from('{"a":7}'))).toString('base64')
  for (const text of ['', whole.slice(0, -20), JSON.stringify({ ...JSON.parse(whole), sealed })]) {
    await writeFile(path, text)
    const thrown = await openDataKeyVault(path, box)
      .read(cooperative)
      .catch((problem: unknown) => problem)
    // A cause would quote what stands there.
    expect(thrown).toMatchObject({ code: 'keys.damaged' })
    expect(thrown).not.toHaveProperty('cause')
  }
  const full: SecretBox = { ...box, protect: async () => Promise.reject(new Error('locked')) }
  await rm(path)
  await expect(openDataKeyVault(path, full).keep(cooperative, { keys: [carla], envelopes: [] })).rejects.toMatchObject({
    code: 'keys.cannot-seal',
  })
})

it('[SY74] an envelope of this installation is signed, and nothing else', async () => {
  const { publicKey } = await client.call('app.info', {})
  const { signature: _, ...unsigned } = { ...(await envelopeOf(carla)), publicKey }
  const { signature } = await client.call('sync.signEnvelope', { document: canonicalText(unsigned) })
  expect(await verifySignature(publicKey, signedBytes(unsigned), signature)).toBe(true)
  const wrong: unknown[] = [
    { ...unsigned, publicKey: 'f'.repeat(64) },
    { ...unsigned, signature },
    { ...unsigned, later: 1 },
    { ...unsigned, format: 'commonmast-batch-v1' },
    { ...unsigned, version: 0 },
    [unsigned],
    null,
  ]
  const documents = [...wrong.map((each) => canonicalText(each as object)), ` ${canonicalText(unsigned)}`, '{']
  for (const document of documents) {
    await expect(client.call('sync.signEnvelope', { document })).rejects.toMatchObject({ code: 'sync.not-an-envelope' })
  }
})
