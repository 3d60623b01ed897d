import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Problem } from '#core/model/problem'
import { filePermissionsBox, type SecretBox } from '../storage/secretBox'
import { openKeychain } from './openKeychain'
import { createWifiSecrets } from './wifiSecrets'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-secrets-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const ssid = 'Dachgarten Köln'
const password = 'hunter2-geheim'
const order = (typed: string | null, keep: 'no' | 'memory' | 'keychain' = 'no') => ({
  kind: 'connect' as const,
  ssid,
  password: typed,
  keep,
})
const refused = new Problem('improv.unable-to-connect', 'The device could not join.')

/** A keychain for tests: what it seals does not read as what went in. */
const keychainBox: SecretBox = {
  scheme: 'os-keychain',
  description: 'a keychain for tests',
  protect: async (bytes) => bytes.map((byte) => byte ^ 0x5a),
  reveal: async (bytes) => bytes.map((byte) => byte ^ 0x5a),
}
const inMemory = () => createWifiSecrets(openKeychain(folder, 'browser', filePermissionsBox))
const withKeychain = (box = keychainBox) => createWifiSecrets(openKeychain(folder, 'electron', box))

describe('a Wi-Fi password', () => {
  it('is kept nowhere unless that was asked for, and only once it worked', async () => {
    const secrets = inMemory()
    await secrets.worked(order(password))
    expect(await secrets.list()).toEqual([])
    secrets.failed(order(password, 'memory'), refused)
    await expect(secrets.passwordFor(order(null))).rejects.toMatchObject({ code: 'secrets.unknown', field: 'password' })
    await secrets.worked(order(password, 'memory'))
    expect(await secrets.passwordFor(order(null))).toBe(password)
    expect(await secrets.list()).toEqual([{ ssid, kept: 'memory' }])
    await secrets.forget({ ssid })
    await expect(secrets.passwordFor(order(null))).rejects.toMatchObject({ code: 'secrets.unknown' })
  })

  it('that was kept and is refused is forgotten, and the person is told', async () => {
    const secrets = inMemory()
    await secrets.worked(order(password, 'memory'))
    expect(secrets.failed(order(null), new Problem('port.vanished', 'Gone.')).message).toBe('Gone.')
    expect(secrets.failed(order(null), refused)).toMatchObject({ code: refused.code, message: /was forgotten: type it again/ })
    expect(await secrets.list()).toEqual([])
  })

  it('is sealed in a file of its owner when the keychain is to keep it, and found after a restart', async () => {
    expect(await withKeychain().worked(order(password, 'keychain'))).toBeNull()
    const path = join(folder, 'wifi-secrets.json')
    const onDisk = await readFile(path, 'utf8')
    for (const form of [password, Buffer.from(password).toString('base64'), Buffer.from(password).toString('hex')]) {
      expect(onDisk).not.toContain(form)
    }
    expect((await stat(path)).mode & 0o077).toBe(0)
    const restarted = withKeychain()
    expect(restarted.keychainProblem).toBeNull()
    expect(await restarted.list()).toEqual([{ ssid, kept: 'keychain' }])
    expect(await restarted.passwordFor(order(null))).toBe(password)
    expect(restarted.failed(order(null), refused).message).toContain('the password in the keychain')
    await restarted.forget({ ssid })
    expect(await restarted.list()).toEqual([])
  })

  it('is never asked of a keychain that is not there', async () => {
    const secrets = inMemory()
    expect(secrets.keychainProblem).toContain('until the console ends')
    await expect(secrets.passwordFor(order(password, 'keychain'))).rejects.toMatchObject({ code: 'secrets.no-keychain' })
  })

  it('stays until the console ends when the keychain refuses it', async () => {
    const refusing = { ...keychainBox, protect: () => Promise.reject(new Error(`cannot seal ${password}`)) }
    const secrets = withKeychain(refusing)
    const notice = await secrets.worked(order(password, 'keychain'))
    expect(notice).toMatchObject({ code: 'secrets.cannot-seal', message: /kept only until the console ends/ })
    expect(JSON.stringify(notice?.toData())).not.toContain(password)
    expect(await secrets.list()).toEqual([{ ssid, kept: 'memory' }])
    expect(await secrets.passwordFor(order(null))).toBe(password)
  })

  it('that the keychain does not give back must be typed', async () => {
    await withKeychain().worked(order(password, 'keychain'))
    const locked = withKeychain({ ...keychainBox, reveal: () => Promise.reject(new Error('locked')) })
    await expect(locked.passwordFor(order(null))).rejects.toMatchObject({ code: 'secrets.cannot-unseal' })
    expect(await locked.passwordFor(order('typed'))).toBe('typed')
  })

  it('takes the place of the kept one when it was typed and worked, wherever that is kept', async () => {
    const inBoth = withKeychain()
    await inBoth.worked(order('old-geheim', 'keychain'))
    await inBoth.worked(order(password))
    expect(await inBoth.list()).toEqual([{ ssid, kept: 'keychain' }])
    expect(await withKeychain().passwordFor(order(null))).toBe(password)
    const secrets = inMemory()
    await secrets.worked(order('old-geheim', 'memory'))
    await secrets.worked(order(password))
    expect(await secrets.passwordFor(order(null))).toBe(password)
  })

  it('stays when its network was joined without one', async () => {
    const secrets = inMemory()
    await secrets.worked(order(password, 'memory'))
    await secrets.worked(order(''))
    expect(await secrets.passwordFor(order(null))).toBe(password)
  })

  it('belongs to the bytes of a name, not to how they are shown', async () => {
    const latin = { ssid: 'Caf\uFFFD', ssidHex: '436166e9' }
    const secrets = withKeychain()
    await secrets.worked({ ...order(password, 'keychain'), ...latin })
    expect(await withKeychain().list()).toEqual([{ ...latin, kept: 'keychain' }])
    expect(await secrets.passwordFor({ ...order(null), ...latin })).toBe(password)
    for (const other of [{ ssid: latin.ssid }, { ssid: latin.ssid, ssidHex: '436166e8' }]) {
      await expect(secrets.passwordFor({ ...order(null), ...other })).rejects.toMatchObject({ code: 'secrets.unknown' })
    }
    await secrets.forget({ ssid: latin.ssid })
    expect(await secrets.list()).toEqual([{ ...latin, kept: 'keychain' }])
    await secrets.forget(latin)
    expect(await secrets.list()).toEqual([])
  })

  it('kept at the same moment as another is not lost to it', async () => {
    const secrets = withKeychain()
    const names = Array.from({ length: 8 }, (_, index) => `network ${index}`)
    await Promise.all(names.map((name) => secrets.worked({ ...order('x'.repeat(8), 'keychain'), ssid: name })))
    expect((await secrets.list()).map((network) => network.ssid)).toEqual(names)
  })
})
