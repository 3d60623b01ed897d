import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { filePermissionsBox, type SecretBox } from '../storage/secretBox'
import { openSigner, signerWithout } from './openSigner'

let dataDir: string
let keyPath: string

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'commonmast-signer-'))
  keyPath = join(dataDir, 'installation.key')
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

const open = (newKey = false, box: SecretBox = filePermissionsBox) => openSigner({ dataDir, box, newKey })

it('[JN10] makes a key at the first start, and opens it at the next', async () => {
  const first = await open()
  expect(first).toMatchObject({ problem: null, isFirstStart: true, isNewKey: false })
  expect(await open()).toMatchObject({
    signer: { publicKeyHex: first.signer?.publicKeyHex },
    ...{ isFirstStart: false, isNewKey: false },
  })
})

const leftovers: Record<string, () => Promise<unknown>> = {
  'a journal': () => writeFile(join(dataDir, 'journal.jsonl'), '{"seq":1}\n'),
  'an anchor': () => writeFile(join(dataDir, 'journal.anchor.json'), ''),
  'a signed payout': async () => {
    await mkdir(join(dataDir, 'payouts'))
    await writeFile(join(dataDir, 'payouts', 'one.json'), '{}')
  },
  'a backup': async () => {
    await mkdir(join(dataDir, 'backups'))
    await writeFile(join(dataDir, 'backups', 'one.json'), '{}')
  },
}

it.each(Object.entries(leftovers))('[JN10] replaces no key that is gone beside %s, and says what to do', async (_what, leave) => {
  await leave()
  const opened = await open()
  expect(opened).toMatchObject({ signer: null, problem: { code: 'key.missing' }, isFirstStart: false })
  expect(opened.problem?.message).toContain(keyPath)
  expect(opened.problem?.message).toContain('--new-key')
  await expect(readFile(keyPath)).rejects.toMatchObject({ code: 'ENOENT' })
  expect(await open(true)).toMatchObject({ problem: null, isFirstStart: false, isNewKey: true })
  expect(await open()).toMatchObject({ problem: null, isNewKey: false })
})

it('begins no new key where there is one, be it damaged', async () => {
  await writeFile(keyPath, 'damaged')
  await expect(open(true)).rejects.toMatchObject({ code: 'key.present' })
  expect(await readFile(keyPath, 'utf8')).toBe('damaged')
})

it('lets the console start without a key that is damaged or that the keychain keeps back, not in the other shell', async () => {
  const locked: SecretBox = { ...filePermissionsBox, reveal: () => Promise.reject(new Error('locked')) }
  await open()
  const keychain: SecretBox = { ...filePermissionsBox, scheme: 'os-keychain' }
  expect(await open(false, locked)).toMatchObject({ signer: null, problem: { code: 'key.cannot-unseal' } })
  await expect(open(false, keychain)).rejects.toMatchObject({ code: 'key.sealed-elsewhere' })
  await writeFile(keyPath, 'damaged')
  const { problem } = await open()
  expect(problem).toMatchObject({ code: 'key.corrupt' })
  if (!problem) return
  expect(() => signerWithout(problem, '').sign(new Uint8Array())).toThrow(problem)
})
