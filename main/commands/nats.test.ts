import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { NatsTransport } from '../sync/nats/NatsTransport'
import { type NatsAccess, readNatsAccess } from '../sync/nats/natsAccess'
import { natsNames } from '../sync/nats/natsNames'
import { openAnyNats } from '../sync/nats/openNats'
import { BatchMaker, exampleFounding } from '../sync/testing/sealedBatches'
import { freePort, isOldNatsServer, type NatsServer, startNatsServer } from '../sync/testing/startNatsServer'
import { runCommand } from './testing/runCommand'

const never = new AbortController().signal
const { founding, cooperative } = await exampleFounding()
const names = natsNames(cooperative.slice(0, 16))

let folder: string
let server: NatsServer
const file = (name: string) => join(folder, name)
const dir = () => file('coop')

async function access(name: string, ...more: string[]): Promise<NatsAccess> {
  const out = file(`${name}.json`)
  const run = await runCommand(['nats', 'member', '--dir', dir(), '--name', name, '--out', out, ...more])
  expect(run).toMatchObject({ exitCode: 0, stderr: '' })
  return readNatsAccess(await readFile(out, 'utf8'))
}

const transportOf = (given: NatsAccess) => new NatsTransport(given, { cooperative })

let setUpRun: Awaited<ReturnType<typeof runCommand>>
const setUp = (...more: string[]) => {
  const options = ['--dir', dir(), '--cooperative', file('cooperative.json'), '--listen', '127.0.0.1']
  return runCommand(['nats', 'setup', ...options, ...(isOldNatsServer() ? ['--for-2.9'] : []), ...more])
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-nats-'))
  await writeFile(file('cooperative.json'), JSON.stringify(founding))
  setUpRun = await setUp('--server', `nats://127.0.0.1:${await freePort()}`)
  server = await startNatsServer(join(dir(), 'server', 'nats-server.conf'))
  const keeper = transportOf(await access('keeper', '--keeper'))
  await keeper.begin(founding, never)
  await keeper.close()
})
afterAll(async () => {
  await server.kill()
  await rm(folder, { recursive: true })
})

it('[SY84] sets up a server and gives access, with every secret in files of the owner alone and in no output', async () => {
  await access('ada', '--days', '30')
  expect(setUpRun).toMatchObject({ exitCode: 0, stderr: '' })
  const given = await runCommand(['nats', 'member', '--dir', dir(), '--name', 'ben', '--out', file('ben.json')])
  const files = ['coop/admin.json', 'coop/server/nats-server.conf', 'ada.json', 'ben.json']
  for (const name of files) expect((await stat(file(name))).mode & 0o777).toBe(0o600)
  const seed = /S[OAU][A-Z2-7]{56}/
  for (const name of ['coop/admin.json', 'ben.json']) expect(await readFile(file(name), 'utf8')).toMatch(seed)
  const jwts = (await readdir(file('coop/server/jwt'))).map((name) => `coop/server/jwt/${name}`)
  for (const name of ['coop/server/nats-server.conf', ...jwts]) expect(await readFile(file(name), 'utf8')).not.toMatch(seed)
  expect(`${setUpRun.stdout} ${given.stdout} ${server.said()}`).not.toMatch(seed)
})

it('[SY84] a member carries batches, and can neither write as another, delete, purge, consume nor change the stream', async () => {
  const given = await access('cleo')
  const { id, text } = await new BatchMaker('cleo', cooperative).seal()
  const transport = transportOf(given)
  expect(await transport.publish(id, text, never)).toBe('published')
  await transport.close()
  const open = await openAnyNats(given.servers, given.ca, given)
  const manager = await jetstreamManager(open, { checkAPI: false, timeout: 2_000 })
  const denied = { message: expect.stringContaining('Permissions Violation') }
  await expect(jetstream(open).publish(names.batchesBy('ada'), '{}')).rejects.toMatchObject(denied)
  await expect(jetstream(open).publish('anything', '{}')).rejects.toMatchObject(denied)
  await expect(manager.streams.deleteMessage(names.stream, 1)).rejects.toMatchObject(denied)
  await expect(manager.streams.purge(names.stream)).rejects.toMatchObject(denied)
  await expect(manager.streams.delete(names.stream)).rejects.toMatchObject(denied)
  await expect(manager.streams.update(names.stream, { deny_delete: false })).rejects.toMatchObject(denied)
  await expect(manager.streams.add({ name: 'OTHER', subjects: ['other'] })).rejects.toMatchObject(denied)
  await expect(manager.consumers.add(names.stream, { durable_name: 'all' })).rejects.toMatchObject(denied)
  const listening = open.subscribe('_INBOX.ada.>')
  await expect(listening[Symbol.asyncIterator]().next()).rejects.toMatchObject(denied)
  await open.close()
  const keeper = await access('second-keeper', '--keeper')
  const kept = await openAnyNats(keeper.servers, keeper.ca, keeper)
  const keeping = await jetstreamManager(kept, { checkAPI: false, timeout: 2_000 })
  await expect(keeping.streams.delete(names.stream)).rejects.toMatchObject(denied)
  await expect(keeping.streams.purge(names.stream)).rejects.toMatchObject(denied)
  await kept.close()
  const again = transportOf(given)
  expect((await again.look(never)).batches).toEqual([id])
  await again.close()
})

it('[SY84] whoever is revoked is dropped at once and refused from then on, also by a server that was started again', async () => {
  const given = await access('dora')
  const open = await openAnyNats(given.servers, given.ca, given)
  const closed = open.closed()
  expect(await runCommand(['nats', 'revoke', '--dir', dir(), '--name', 'dora'])).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('"told": true'),
  })
  await closed
  const refused = { code: 'sync.access-refused' }
  await expect(transportOf(given).look(never)).rejects.toMatchObject(refused)
  await server.kill()
  // Who is revoked while the server is down is so once it is up.
  const { exitCode, stderr } = await runCommand(['nats', 'revoke', '--dir', dir(), '--name', 'second-keeper'])
  expect([exitCode, stderr]).toEqual([1, expect.stringContaining('run the same command again')])
  server = await startNatsServer(join(dir(), 'server', 'nats-server.conf'))
  await expect(transportOf(given).look(never)).rejects.toMatchObject(refused)
  const second = readNatsAccess(await readFile(file('second-keeper.json'), 'utf8'))
  await expect(transportOf(second).look(never)).rejects.toMatchObject(refused)
  const anew = transportOf(await access('dora'))
  expect((await anew.look(never)).founding).toEqual(founding)
  await anew.close()
})

it('setting up again keeps keys and members', async () => {
  const given = await access('eve')
  const before = await readFile(file('coop/admin.json'), 'utf8')
  expect(await setUp('--server', given.servers[0] ?? '')).toMatchObject({ exitCode: 0 })
  expect(await readFile(file('coop/admin.json'), 'utf8')).toBe(before)
  const other = await exampleFounding('Coast Mesh')
  await writeFile(file('other.json'), JSON.stringify(other.founding))
  const options = ['--dir', dir(), '--cooperative', file('other.json'), '--server', 'nats://127.0.0.1:4222']
  expect((await runCommand(['nats', 'setup', ...options])).stderr).toContain('[nats.other-cooperative]')
})

it.each([
  ['nothing to do', [], 'nats setup, nats member or nats revoke'],
  ['no address', ['setup', '--dir', 'x'], '--server is missing'],
  ['two servers', ['setup', '--dir', 'x', '--server', 'nats://a', '--server', 'nats://b'], 'or three'],
  ['a password in an address', ['setup', '--dir', 'x', '--server', 'nats://me:secret@a'], 'and nothing more.'],
  ['TLS without a certificate', ['setup', '--dir', 'x', '--server', 'tls://a'], '--tls-cert is missing'],
  ['a name that is no token', ['member', '--dir', 'x', '--name', 'a.b', '--out', 'y'], '--name takes small letters'],
])('refuses %s', async (_name, args, said) => {
  const run = await runCommand(['nats', ...args])
  expect(run).toMatchObject({ exitCode: 2, stderr: expect.stringContaining(said) })
  expect(run.stderr).not.toContain('secret')
})

it('says what is wrong with its own file, and quotes none of it', async () => {
  const broken = file('broken')
  await runCommand(['nats', 'setup', '--dir', broken, '--cooperative', file('cooperative.json'), '--server', 'nats://a'])
  await writeFile(join(broken, 'admin.json'), (await readFile(join(broken, 'admin.json'), 'utf8')).slice(0, 600))
  const run = await runCommand(['nats', 'revoke', '--dir', broken, '--name', 'ada'])
  expect(run).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('[nats.admin-unreadable]') })
  expect(run.stderr).not.toMatch(/S[OAU][A-Z2-7]{20}/)
  expect((await runCommand(['nats', 'revoke', '--dir', dir(), '--name', 'nobody'])).stderr).toContain('[nats.unknown-name]')
})
