/** Three servers that keep copies for each other: one of them may go at any time, and come back with nothing. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jetstreamManager } from '@nats-io/jetstream'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { cooperativeId } from '../../core/sync/founding'
import { exampleCooperative, recordsText, siteNamed, sync } from '../../core/sync/testing/exampleCooperative'
import type { MemoryLaptop } from '../../core/sync/testing/MemoryLaptop'
import { runCommand } from '../../main/commands/testing/runCommand'
import { NatsTransport } from '../../main/sync/nats/NatsTransport'
import { type NatsAccess, readNatsAccess } from '../../main/sync/nats/natsAccess'
import { natsNames } from '../../main/sync/nats/natsNames'
import { openAnyNats } from '../../main/sync/nats/openNats'
import { freePort, isOldNatsServer, type NatsServer, startNatsServer } from '../../main/sync/testing/startNatsServer'
import { verifySignature } from '../../main/sync/verifySignature'

const never = new AbortController().signal
const { founding, laptop } = await exampleCooperative()
const cooperative = cooperativeId(founding)
const SERVERS = [1, 2, 3] as const

let folder: string
const running = new Map<number, NatsServer>()
const start = async (server: number) =>
  running.set(server, await startNatsServer(join(folder, 'coop', `server-${server}`, 'nats-server.conf')))
const commonmast = async (...args: string[]) => {
  const run = await runCommand(args)
  expect(run).toMatchObject({ exitCode: 0, stderr: '' })
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commonmast-cluster-'))
  await writeFile(join(folder, 'cooperative.json'), JSON.stringify(founding))
  const addresses: string[] = []
  for (const _ of SERVERS) addresses.push('--server', `nats://127.0.0.1:${await clientPort()}`)
  const options = ['--dir', join(folder, 'coop'), '--cooperative', join(folder, 'cooperative.json'), '--listen', '127.0.0.1']
  await commonmast('nats', 'setup', ...options, ...addresses, ...(isOldNatsServer() ? ['--for-2.9'] : []))
  await Promise.all(SERVERS.map(start))
})
afterAll(async () => {
  for (const server of running.values()) await server.kill()
  await rm(folder, { recursive: true })
})

/** One whose port for the other servers exists as well. */
async function clientPort(): Promise<number> {
  for (;;) {
    const port = await freePort()
    if (port < 60_000) return port
  }
}

async function access(name: string, ...more: string[]): Promise<NatsAccess> {
  const out = join(folder, `${name}.json`)
  await commonmast('nats', 'member', '--dir', join(folder, 'coop'), '--name', name, '--out', out, ...more)
  return readNatsAccess(await readFile(out, 'utf8'))
}

it('[SY85] goes on without any one of its servers, and fills one that comes back empty', async () => {
  const keeper = await access('ada', '--keeper')
  const ada = { who: laptop('ada'), through: new NatsTransport(keeper, { cooperative }) }
  const ben = { who: laptop('ben'), through: new NatsTransport(await access('ben'), { cooperative }) }
  // They choose who leads first.
  await vi.waitFor(() => ada.through.begin(founding, never), { timeout: 60_000, interval: 500 })
  let made = 0
  for (const server of SERVERS) {
    for (const { who } of [ada, ben]) write(who, `site ${++made}`)
    await agree(ada, ben)
    await running.get(server)?.kill()
    for (const { who } of [ada, ben]) write(who, `site ${++made}`)
    await agree(ada, ben)
    await rm(join(folder, 'coop', `server-${server}`, 'store'), { recursive: true })
    await start(server)
    await agree(ada, ben)
    // One that is filled again is no second one that failed.
    await untilWhole(keeper)
  }
  expect(ada.who.states.get('sites')?.size).toBe(made)
  const alone = { who: laptop('cleo'), through: new NatsTransport(await access('cleo'), { cooperative }) }
  await agree(ada, alone)
  for (const { through } of [ada, ben, alone]) await through.close()
}, 600_000)

it('[SY84] a revocation reaches every server, also one that was down', async () => {
  const given = await access('dora')
  await running.get(1)?.kill()
  await commonmast('nats', 'revoke', '--dir', join(folder, 'coop'), '--name', 'dora')
  await start(1)
  for (const server of given.servers) {
    const through = new NatsTransport({ ...given, servers: [server] }, { cooperative })
    await vi.waitFor(
      async () => {
        const looking = through.look(never).finally(() => through.close())
        await expect(looking).rejects.toMatchObject({ code: 'sync.access-refused' })
      },
      { timeout: 120_000, interval: 1_000 },
    )
  }
}, 600_000)

/** Waits until each server holds everything. */
async function untilWhole(given: NatsAccess): Promise<void> {
  await vi.waitFor(
    async () => {
      const open = await openAnyNats(given.servers, given.ca, given)
      try {
        const manager = await jetstreamManager(open, { checkAPI: false })
        const { cluster } = await manager.streams.info(natsNames(given.space).stream)
        expect(cluster?.replicas?.map(({ current }) => current)).toEqual([true, true])
      } finally {
        await open.close()
      }
    },
    { timeout: 120_000, interval: 500 },
  )
}

interface At {
  who: MemoryLaptop
  through: NatsTransport
}

function write(who: MemoryLaptop, name: string): void {
  who.wallMs += 1_000
  who.write(siteNamed(name))
}

/** While servers choose who leads, nobody answers: whoever syncs tries again. */
async function agree(one: At, other: At): Promise<void> {
  const round = ({ who, through }: At) => sync(who, through, { ask: async () => 'write-all', verify: verifySignature })
  await vi.waitFor(
    async () => {
      for (const each of [one, other, one]) await round(each)
      for (const each of [one, other]) expect(await round(each)).toMatchObject({ isAgreed: true, written: 0, applied: 0 })
    },
    { timeout: 120_000, interval: 500 },
  )
  expect(recordsText(one.who)).toBe(recordsText(other.who))
}
