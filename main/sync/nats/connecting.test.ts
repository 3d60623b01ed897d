/** Whatever stands in the way of a server is said with what to do, and ends at once when a person stops it. */
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jetstreamManager } from '@nats-io/jetstream'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { type BedPlan, type NatsBed, openNatsBed } from '../testing/natsBed'
import { BatchMaker, exampleFounding } from '../testing/sealedBatches'
import { selfSigned } from '../testing/selfSigned'
import { NatsConnection } from './NatsConnection'
import { NatsTransport } from './NatsTransport'
import type { NatsAccess } from './natsAccess'
import { natsNames, spaceOf } from './natsNames'
import { openAnyNats } from './openNats'

const never = new AbortController().signal
const { founding, cooperative } = await exampleFounding()
const names = natsNames(spaceOf(cooperative))
const PLAN = { replicas: 1, mostBytes: null } as const
const BEYOND = new Date(Date.UTC(2100, 0, 1))

let shared: NatsBed
let anna: NatsAccess
beforeAll(async () => {
  shared = await openNatsBed(cooperative)
  anna = await shared.access('anna')
})
afterAll(() => shared.stop())

const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

async function openBed(plan: BedPlan): Promise<NatsBed> {
  const bed = await openNatsBed(cooperative, plan)
  undo.push(bed.stop)
  return bed
}

const look = async (access: NatsAccess, signal = never) => {
  const transport = new NatsTransport(access, { cooperative })
  return transport.look(signal).finally(() => transport.close())
}

async function tlsBed(of: Parameters<typeof selfSigned>[0], until = BEYOND): Promise<{ access: NatsAccess; ca: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'commonmast-tls-'))
  undo.push(() => rm(folder, { recursive: true }))
  const { certificate, key } = selfSigned(of, until)
  const tls = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem'), caFile: null }
  await writeFile(tls.certFile, certificate)
  await writeFile(tls.keyFile, key)
  const bed = await openBed({ tls })
  const keeper = new NatsTransport({ ...(await bed.access('keeper', { keeper: PLAN })), ca: certificate }, { cooperative })
  await keeper.begin(founding, never).catch(() => undefined)
  await keeper.close()
  return { access: await bed.access('anna'), ca: certificate }
}

it('[SY81] speaks TLS with a server of a known certificate, by its address or its name', async () => {
  const byAddress = await tlsBed({ ip: '127.0.0.1' })
  expect(await look({ ...byAddress.access, ca: byAddress.ca })).toMatchObject({ founding })
  const byName = await tlsBed({ name: 'localhost' })
  const servers = byName.access.servers.map((server) => server.replace('127.0.0.1', 'localhost'))
  await expect(look({ ...byName.access, servers, ca: byName.ca })).rejects.toMatchObject({ code: 'sync.stream-missing' })
})

it('[SY81] trusts no server whose certificate is unknown, of another name or no longer valid, and none without TLS', async () => {
  const notTrusted = (words: string) => ({ code: 'sync.server-not-trusted', message: expect.stringContaining(words) })
  const { access, ca } = await tlsBed({ ip: '127.0.0.1' })
  await expect(look(access)).rejects.toMatchObject(notTrusted('does not know'))
  const { certificate: another } = selfSigned({ ip: '127.0.0.1' }, BEYOND)
  await expect(look({ ...access, ca: another })).rejects.toMatchObject(notTrusted('does not know'))
  const other = await tlsBed({ name: 'other.example' })
  await expect(look({ ...other.access, ca: other.ca })).rejects.toMatchObject(notTrusted('another name'))
  const old = await tlsBed({ ip: '127.0.0.1' }, new Date(Date.UTC(2021, 0, 1)))
  await expect(look({ ...old.access, ca: old.ca })).rejects.toMatchObject(notTrusted('not valid at this time'))
  const servers = anna.servers.map((server) => server.replace('nats:', 'tls:'))
  await expect(look({ ...anna, servers })).rejects.toMatchObject(notTrusted('does not speak TLS'))
  await expect(look({ ...anna, ca })).rejects.toMatchObject(notTrusted('does not speak TLS'))
})

it('[SY81] says what a server lacks or refuses', async () => {
  const refused = { code: 'sync.access-refused' }
  await expect(look({ ...anna, servers: ['nats://127.0.0.1:1'] })).rejects.toMatchObject({ code: 'sync.place-missing' })
  await expect(look({ ...anna, servers: ['nats://nowhere.invalid'] })).rejects.toMatchObject({ code: 'sync.place-missing' })
  await expect(look(await shared.access('late', { expiresAt: 1_000_000_000 }))).rejects.toMatchObject(refused)
  const elsewhere = await openBed({ rewrite: (text) => text.replace(/jetstream \{[^}]*\}/, '') })
  // That the first does not answer says less.
  await expect(look({ ...anna, servers: ['nats://127.0.0.1:1', elsewhere.url] })).rejects.toMatchObject(refused)
  await expect(look({ ...anna, space: '0123456789abcdef' })).rejects.toMatchObject(refused)
  await expect(look(await elsewhere.access('anna'))).rejects.toMatchObject({ code: 'sync.no-jetstream' })
})

it('[SY81] [SY85] a keeper makes the stream, and one that something else made is left alone', async () => {
  const bed = await openBed({})
  const member = await bed.access('ben')
  await expect(look(member)).rejects.toMatchObject({ code: 'sync.stream-missing' })
  const access = await bed.access('keeper', { keeper: PLAN })
  expect(await look(access)).toMatchObject({ founding: null, batches: [] })
  await expect(look(member)).rejects.toMatchObject({ code: 'sync.stream-missing' })
  const transport = new NatsTransport(access, { cooperative })
  const { id, text } = await new BatchMaker('anna', cooperative).seal()
  await expect(transport.publish(id, text, never)).rejects.toMatchObject({ code: 'sync.stream-missing' })
  await transport.begin(founding, never)
  await transport.close()
  expect(await look(member)).toMatchObject({ founding })
  const other = await openBed({})
  const keeper = await other.access('keeper', { keeper: PLAN })
  const open = await openAnyNats(keeper.servers, null, keeper)
  const manager = await jetstreamManager(open, { checkAPI: false })
  await manager.streams.add({ name: names.stream, subjects: [...names.subjects], allow_direct: false })
  await open.close()
  await expect(look(keeper)).rejects.toMatchObject({ code: 'sync.stream-settings' })
})

it('stops at once while a server says nothing', async () => {
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  undo.push(async () => silent.close())
  const { port } = silent.address() as AddressInfo
  const stop = new AbortController()
  const looking = look({ ...anna, servers: [`nats://127.0.0.1:${port}`] }, stop.signal)
  const [socket] = await once(silent, 'connection')
  stop.abort()
  await expect(looking).rejects.toMatchObject({ code: 'sync.cancelled' })
  socket.destroy()
})

it('closes the connection of a laptop that asks nothing, and opens it again when it does', async () => {
  const connection = new NatsConnection(anna, 1)
  const ask = () => connection.use(never, (open) => open.rtt())
  expect(await ask()).toBeGreaterThanOrEqual(0)
  await vi.waitFor(() => expect(connection.isOpen).toBe(false))
  expect(await ask()).toBeGreaterThanOrEqual(0)
  await connection.close()
})
