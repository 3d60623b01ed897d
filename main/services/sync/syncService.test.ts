import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ConsoleContract } from '#core/contract/consoleContract'
import type { ContractClient } from '#core/contract/createClient'
import { PlaceTransport } from '#core/contract/PlaceTransport'
import { accessState } from '#core/sync/access/AccessState'
import { grantsIn } from '#core/sync/access/saidGrant'
import { cooperativeId, verifyFounding } from '#core/sync/founding'
import { readJoinRequest } from '#core/sync/joining/joinRequest'
import { readRecoveryKey } from '#core/sync/joining/recoveryKey'
import { readWelcome } from '#core/sync/joining/welcome'
import { readBatch } from '#core/sync/readBatch'
import { canonicalText, signedBytes, verifySignature } from '#core/sync/signedDocument'
import { exampleCooperative, siteNamed, sync } from '#core/sync/testing/exampleCooperative'
import { filePermissionsBox } from '../../storage/secretBox'
import { openNatsBed } from '../../sync/testing/natsBed'
import { type Console, createConsole } from '../composeHandlers'
import { connectClient } from '../testing/connectClient'

let dir: string
let running: Console
let client: ContractClient<ConsoleContract>

async function start(options: { chooseFolder?: () => Promise<string | null> } = {}): Promise<void> {
  const shell = options.chooseFolder ? 'electron' : 'browser'
  running = await createConsole({
    dataDir: join(dir, 'data'),
    shell,
    version: '0.0.0',
    secretBox: filePermissionsBox,
    ...options,
  })
  client = connectClient(running)
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'commonmast-sync-'))
  for (const name of ['data', 'stick']) await mkdir(join(dir, name))
  await start()
})

afterEach(async () => {
  await running.close()
  await rm(dir, { recursive: true, force: true })
})

describe('signatures', () => {
  const operation = { actor: '0123456789abcdef', n: 1, t: '0190a0000000-0000', table: 'hotspots', key: 'a', schemaV: 7 }

  async function unsigned(changes: object = {}) {
    const { publicKey } = await client.call('app.info', {})
    const { actor } = operation
    const batch = { format: 'commonmast-batch-v1', cooperative: 'c'.repeat(64), actor, n: 1, prev: null, publicKey }
    return { ...batch, operations: [{ ...operation, later: [1] }], ...changes }
  }

  it('[SY20] a batch of this installation is signed, with what a later version says in it', async () => {
    const document = await unsigned()
    const { signature } = await client.call('sync.signBatch', { document: canonicalText(document) })
    expect(await verifySignature(document.publicKey, signedBytes(document), signature)).toBe(true)
    expect(readBatch(canonicalText({ ...document, signature })).kind).toBe('whole')
  })

  it.each([
    ['another format', { format: 'commonmast-declaration-v1' }],
    ['another key', { publicKey: 'f'.repeat(64) }],
    ['a signature in it', { signature: 'a'.repeat(128) }],
    ['nothing to say', { operations: [] }],
    ['the operation of another actor', { operations: [{ ...operation, actor: 'f'.repeat(16) }] }],
    ['operations that do not count on', { operations: [operation, { ...operation, n: 3 }] }],
  ])('[SY20] a document with %s is not signed', async (_what, changes) => {
    const document = canonicalText(await unsigned(changes))
    await expect(client.call('sync.signBatch', { document })).rejects.toMatchObject({ code: 'sync.not-a-batch' })
  })

  it.each([
    ['not canonical', (text: string) => ` ${text}`],
    ['no JSON', (text: string) => text.slice(1)],
    ['with a name twice', (text: string) => text.replace('{', '{"actor":"0123456789abcdef",')],
  ])('[SY20] text that is %s is not signed', async (_what, change) => {
    const document = change(canonicalText(await unsigned()))
    await expect(client.call('sync.signBatch', { document })).rejects.toMatchObject({ code: 'sync.not-a-batch' })
  })

  it('[SY1] [SY20] a cooperative that is founded here names this key, and the journal tells of it', async () => {
    const { publicKey } = await client.call('app.info', {})
    const founding = await client.call('sync.found', { name: ' Hill ' })
    expect(await verifyFounding(founding)).toMatchObject({ name: 'Hill', founder: publicKey })
    const { entries } = await client.call('journal.list', {})
    expect(entries.at(-1)).toMatchObject({
      kind: 'cooperative.founded',
      data: { cooperative: cooperativeId(founding), name: 'Hill' },
    })
    expect((await client.call('sync.found', { name: 'Hill' })).salt).not.toBe(founding.salt)
  })
})

describe('joining', () => {
  it('[SY50] a cooperative that is founded with a recovery file has another founder, and this installation as admin', async () => {
    const { publicKey } = await client.call('app.info', {})
    const { founding, first, recovery } = await client.call('sync.foundWithRecovery', { name: 'Hill' })
    expect(founding.founder).not.toBe(publicKey)
    expect(await readRecoveryKey(JSON.stringify(recovery), founding)).toMatchObject({ founding })
    const batch = readBatch(first)
    expect(batch.kind === 'whole' && accessState(founding, grantsIn(batch)).admins()).toContain(publicKey)
    const files = await readdir(join(dir, 'data'), { recursive: true, withFileTypes: true })
    for (const file of files.filter((each) => each.isFile()))
      expect(await readFile(join(file.parentPath, file.name), 'utf8')).not.toContain(recovery.secret)
  })

  it('[SY49] a request names the key of this installation, and a welcome answers one', async () => {
    const { publicKey } = await client.call('app.info', {})
    const request = await client.call('sync.signJoinRequest', { name: ' Ana’s laptop ' })
    const { encryptionKey } = await client.call('sync.dataKeys', { cooperative: 'c'.repeat(64) })
    expect(await readJoinRequest(JSON.stringify(request))).toMatchObject({ name: 'Ana’s laptop', publicKey, encryptionKey })
    const founding = await client.call('sync.found', { name: 'Hill' })
    const welcome = await client.call('sync.signWelcome', { founding, key: 'a'.repeat(64), roles: ['operator'] })
    expect(await readWelcome(JSON.stringify(welcome), 'a'.repeat(64))).toMatchObject({ publicKey, roles: ['operator'] })
    const { entries } = await client.call('journal.list', {})
    expect(entries.at(-1)).toMatchObject({ kind: 'cooperative.welcomed', data: { key: 'a'.repeat(64), roles: ['operator'] } })
  })
})

describe('places', () => {
  const choose = (path: string | null) => client.call('sync.chooseFolder', { path })

  it('[SY20] a folder that was typed is a place under an id, is remembered over a restart, and is forgotten when told', async () => {
    const path = join(dir, 'stick')
    const { place } = await choose(path)
    expect(place).toMatchObject({ kind: 'folder', name: path, id: expect.stringMatching(/^[0-9a-f]{16}$/) })
    expect((await choose(`${path}/.`)).place?.id).toBe(place?.id)
    await running.close()
    await start()
    const { places } = await client.call('sync.places', {})
    expect(places.map(({ id }) => id)).toEqual([place?.id])
    const look = () => client.call('sync.look', { placeId: place?.id ?? '', cooperative: null })
    expect(await look()).toMatchObject({ founding: null, batches: [] })
    await client.call('sync.forgetPlace', { placeId: place?.id ?? '' })
    await expect(look()).rejects.toMatchObject({ code: 'sync.place-unknown' })
  })

  it('[SY20] a page names no path of its own: one that is no folder, no whole path, or the data folder is refused', async () => {
    await expect(choose(null)).rejects.toMatchObject({ code: 'sync.path-needed' })
    for (const path of [join(dir, 'gone'), 'stick', ''])
      await expect(choose(path)).rejects.toMatchObject({ code: 'sync.not-a-folder' })
    for (const path of [join(dir, 'data'), join(dir, 'data', 'backups')]) {
      await mkdir(path, { recursive: true })
      await expect(choose(path)).rejects.toMatchObject({ code: 'sync.place-is-own-data' })
    }
    await expect(client.call('sync.look', { placeId: '0'.repeat(16), cooperative: null })).rejects.toMatchObject({
      code: 'sync.place-unknown',
    })
  })

  it('[SY20] where the system has a dialog, what a page sends as a path counts for nothing', async () => {
    await running.close()
    const answers = [join(dir, 'stick'), null]
    await start({ chooseFolder: async () => answers.shift() ?? null })
    expect((await choose('/')).place?.name).toBe(join(dir, 'stick'))
    expect((await choose('/')).place).toBeNull()
  })

  it('[SY20] a file of batches is a place that one laptop fills and another reads', async () => {
    const { founding, laptop } = await exampleCooperative()
    const [ada, ben] = [laptop('ada'), laptop('ben')]
    ada.write(siteNamed('mill'))
    const at = (placeId: string) => new PlaceTransport(client, { kind: 'file', placeId, cooperative: cooperativeId(founding) })
    const { placeId } = await client.call('sync.openFile', { text: null })
    await sync(ada, at(placeId), { ask: async () => 'write-all' })
    const { text } = await client.call('sync.fileText', { placeId })
    await client.call('sync.closeFile', { placeId })
    await expect(client.call('sync.fileText', { placeId })).rejects.toMatchObject({ code: 'sync.place-unknown' })
    const opened = await client.call('sync.openFile', { text })
    expect(await sync(ben, at(opened.placeId))).toMatchObject({ applied: 1, isAgreed: true })
    expect(ben.states.get('sites')?.has('mill')).toBe(true)
    await expect(client.call('sync.openFile', { text: 'a letter' })).rejects.toMatchObject({ code: 'sync.not-a-batch-file' })
  })

  it('[SY89] a server is a place by an access file, which is kept for its owner alone and of which a page sees the address', async () => {
    const seed = `SU${'A'.repeat(56)}`
    const servers = ['tls://one.example.org:4222', 'tls://two.example.org']
    const access = (name: string) => ({
      ...{
        format: 'commonmast-nats-access-v1',
        space: '0'.repeat(16),
        servers,
        ca: null,
        name,
        jwt: 'a.b.c',
        seed,
        keeper: null,
      },
    })
    const add = (text: string) => client.call('sync.addServer', { access: text })
    const { place } = await add(JSON.stringify(access('ada')))
    expect(place).toMatchObject({ kind: 'nats', name: servers.join(', ') })
    expect((await add(JSON.stringify(access('ada-2')))).place.id).toBe(place.id)
    const listed = await client.call('sync.places', {})
    expect(listed.places.map(({ id }) => id)).toEqual([place.id])
    expect(JSON.stringify([place, listed])).not.toContain(seed)
    for (const name of ['places.json', 'servers.json']) {
      const file = join(dir, 'data', name)
      expect((await stat(file)).mode & 0o077).toBe(0)
      expect(await readFile(file, 'utf8')).not.toContain(seed)
    }
    const refused = await add(`{"seed":"${seed}"`).catch((thrown: unknown) => thrown)
    expect(refused).toMatchObject({ code: 'nats.access-unreadable', message: expect.not.stringContaining(seed) })
    await client.call('sync.forgetPlace', { placeId: place.id })
    expect(await readFile(join(dir, 'data', 'servers.json'), 'utf8')).not.toContain(place.id)
  })

  it('[SY89] a server that is not there, and one whose access this computer has lost, are said with what to do', async () => {
    const bed = await openNatsBed('c'.repeat(64))
    const given = await bed.access('ada')
    await bed.stop()
    const { place } = await client.call('sync.addServer', { access: JSON.stringify(given) })
    const look = () => client.call('sync.look', { placeId: place.id, cooperative: null })
    await expect(look()).rejects.toMatchObject({ code: 'sync.place-missing' })
    await running.close()
    await rm(join(dir, 'data', 'servers.json'))
    await start()
    await expect(look()).rejects.toMatchObject({ code: 'sync.access-missing' })
  })

  it('[SY20] the list of places is only for its owner, and one that is damaged begins anew', async () => {
    await choose(join(dir, 'stick'))
    const file = join(dir, 'data', 'places.json')
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ format: 'commonmast-places-v1' })
    expect((await stat(file)).mode & 0o077).toBe(0)
    await writeFile(file, '{')
    expect(await client.call('sync.places', {})).toEqual({ places: [] })
  })
})
