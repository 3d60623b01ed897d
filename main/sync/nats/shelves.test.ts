/** What travels beside the batches: chunks of large values, and envelopes of data keys, on a real server. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { x25519 } from '@noble/curves/ed25519.js'
import { bytesToHex, randomBytes } from '@noble/hashes/utils.js'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { dataKeyOf } from '#core/sync/keys/dataKey'
import { destroyKey, wrapForAll } from '#core/sync/keys/envelope'
import { wrapSender } from '#core/sync/keys/wrapKey'
import { canonicalText } from '#core/sync/signedDocument'
import { signerNamed } from '#core/sync/testing/signers'
import { chunksOf } from '#core/sync/travel/chunks'
import { type NatsBed, openNatsBed } from '../testing/natsBed'
import { exampleFounding } from '../testing/sealedBatches'
import { NatsTransport } from './NatsTransport'
import { natsNames, spaceOf } from './natsNames'
import { openAnyNats } from './openNats'
import { packMessage } from './packMessage'

const never = new AbortController().signal
const { founding, cooperative } = await exampleFounding()
const names = natsNames(spaceOf(cooperative))
const KEEPER = { keeper: { replicas: 1, mostBytes: null } } as const

let storeDir: string
let bed: NatsBed
const opened: { close(): Promise<unknown> }[] = []
const remember = <T extends { close(): Promise<unknown> }>(one: T): T => {
  opened.push(one)
  return one
}
const laptop = async (name: string, rights = {}) => remember(new NatsTransport(await bed.access(name, rights), { cooperative }))
const client = async (name: string) => {
  const access = await bed.access(name)
  return remember(await openAnyNats(access.servers, access.ca, access))
}

beforeAll(async () => {
  storeDir = await mkdtemp(join(tmpdir(), 'commonmast-shelves-'))
  bed = await openNatsBed(cooperative, { storeDir })
  await (await laptop('keeper', KEEPER)).begin(founding, never)
})
afterAll(async () => {
  for (const each of opened) await each.close()
  await bed.stop()
  await rm(storeDir, { recursive: true, force: true })
})

const chunkOf = (words: string) => {
  const [chunk] = chunksOf(new TextEncoder().encode(words))
  if (!chunk) throw new Error('bytes are a chunk')
  return chunk
}

it('[SY87] a chunk under whose name something else lies is none, and whoever has it puts it there again', async () => {
  const chunk = chunkOf('the split of March')
  const [anna, boris] = [await laptop('anna'), await laptop('boris')]
  await jetstream(await client('mallory')).publish(`${names.chunks.prefix}${chunk.hash}`, 'anything')
  await expect(anna.readChunk(chunk.hash, never)).rejects.toMatchObject({ code: 'sync.chunk-gone' })
  expect(await anna.hasChunks([chunk.hash], never)).toEqual(new Set())
  expect(await anna.publishChunk(chunk, never)).toBe('published')
  for (const one of [anna, boris]) {
    expect(await one.hasChunks([chunk.hash], never)).toEqual(new Set([chunk.hash]))
    expect(Buffer.from(await one.readChunk(chunk.hash, never)).toString()).toBe('the split of March')
  }
  await jetstream(await client('mallory')).publish(`${names.chunks.prefix}${chunk.hash}`, 'something else')
  for (const one of [anna, boris]) expect(await one.hasChunks([chunk.hash], never)).toEqual(new Set())
  expect(await boris.publishChunk(chunk, never)).toBe('published')
  expect(await anna.hasChunks([chunk.hash], never)).toEqual(new Set([chunk.hash]))
})

/** Whether bytes stand anywhere below the server's folder. */
async function isOnDisk(bytes: Uint8Array): Promise<boolean> {
  const entries = await readdir(storeDir, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const contents = await Promise.all(files.map((path) => readFile(path)))
  return contents.some((content) => content.includes(Buffer.from(bytes)))
}

it('[SY88] what an envelope held whose place another took is gone from the disk of the server', async () => {
  const key = dataKeyOf(randomBytes(32), 'ada')
  const signer = signerNamed('anna')
  const request = (version: number) => ({ cooperative, version, at: '2026-11-30T10:00:00.000Z' })
  const made = await wrapForAll(
    key,
    [bytesToHex(x25519.getPublicKey(randomBytes(32)))],
    request(1),
    signer,
    wrapSender(randomBytes),
  )
  const destroyed = await destroyKey(key.id, request(2), signer)
  const anna = await laptop('anna')
  await anna.publishEnvelope(made, never)
  const bytes = packMessage(canonicalText(made))
  expect(await isOnDisk(bytes)).toBe(true)
  await anna.publishEnvelope(destroyed, never)
  expect(await (await laptop('boris')).envelopes(never)).toEqual([canonicalText(destroyed)])
  expect(await isOnDisk(bytes)).toBe(false)
})

it('[SY88] an envelope that was left beside a newer one is told, and goes when that is put there again', async () => {
  const key = dataKeyOf(randomBytes(32), 'bo')
  const signer = signerNamed('anna')
  const at = '2026-11-30T10:00:00.000Z'
  const versions = [1, 2].map((version) => wrapForAll(key, [], { cooperative, version, at }, signer, wrapSender(randomBytes)))
  const [first, second] = await Promise.all(versions)
  if (!first || !second) throw new Error('two were made')
  // As after a laptop that was killed between writing one and taking the other away.
  for (const one of [first, second]) {
    await jetstream(await client('anna')).publish(`${names.envelopes.prefix}${key.id}`, packMessage(canonicalText(one)))
  }
  const boris = await laptop('boris')
  const ofKey = async () => (await boris.envelopes(never)).filter((text) => text.includes(key.id))
  expect((await ofKey()).sort()).toEqual([first, second].map(canonicalText).sort())
  await boris.publishEnvelope(second, never)
  expect(await ofKey()).toEqual([canonicalText(second)])
})

it('[SY84] a member takes away envelopes that others took the place of, and nothing else', async () => {
  const chunk = chunkOf('kept')
  await (await laptop('anna')).publishChunk(chunk, never)
  const manager = await jetstreamManager(await client('mallory'), { checkAPI: false, timeout: 2_000 })
  const denied = { message: expect.stringContaining('Permissions Violation') }
  await expect(manager.streams.deleteMessage(names.chunks.stream, 1)).rejects.toMatchObject(denied)
  for (const { stream } of [names.chunks, names.envelopes]) {
    await expect(manager.streams.purge(stream)).rejects.toMatchObject(denied)
    await expect(manager.streams.delete(stream)).rejects.toMatchObject(denied)
  }
})

it('[SY83] a server that came back empty says of nothing that it is there, and a keeper brings it again', async () => {
  const chunk = chunkOf('kept by laptops')
  const [anna, keeper] = [await laptop('anna'), await laptop('keeper', KEEPER)]
  await anna.publishChunk(chunk, never)
  expect(await anna.hasChunks([chunk.hash], never)).toEqual(new Set([chunk.hash]))
  await bed.kill()
  await bed.emptyStore()
  await bed.start()
  expect(await anna.hasChunks([chunk.hash], never)).toEqual(new Set())
  expect(await anna.envelopes(never)).toEqual([])
  await expect(anna.publishChunk(chunk, never)).rejects.toMatchObject({ code: 'sync.stream-missing' })
  expect(await keeper.publishChunk(chunk, never)).toBe('published')
  expect(await anna.hasChunks([chunk.hash], never)).toEqual(new Set([chunk.hash]))
})
