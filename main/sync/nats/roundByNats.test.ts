/** Whole rounds of syncing by a real server to which everything happens that happens to servers: both laptops end equal. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, it } from 'vitest'
import { cooperativeId } from '#core/sync/founding'
import type { SyncOptions } from '#core/sync/Round'
import { exampleCooperative, recordsText, siteNamed, sync, syncOften } from '#core/sync/testing/exampleCooperative'
import { MemoryEvidence } from '#core/sync/testing/MemoryEvidence'
import type { MemoryLaptop } from '#core/sync/testing/MemoryLaptop'
import { MemoryPlace } from '#core/sync/testing/MemoryPlace'
import { type BedPlan, type NatsBed, openNatsBed } from '../testing/natsBed'
import { verifySignature } from '../verifySignature'
import { NatsTransport } from './NatsTransport'
import type { StreamPlan } from './natsAccess'

const run = promisify(execFile)
const never = new AbortController().signal
const { founding, laptop } = await exampleCooperative()
const cooperative = cooperativeId(founding)
const ENDLESS: StreamPlan = { replicas: 1, mostBytes: null }

const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

async function openBed(plan: BedPlan = {}): Promise<NatsBed> {
  const bed = await openNatsBed(cooperative, plan)
  undo.push(bed.stop)
  return bed
}

/** A laptop with its way to the server; one life of the program. */
async function at(bed: NatsBed, who: string, keeper?: StreamPlan): Promise<{ who: MemoryLaptop; through: NatsTransport }> {
  const through = new NatsTransport(await bed.access(who, keeper && { keeper }), { cooperative })
  undo.push(() => through.close())
  return { who: laptop(who), through }
}

type At = Awaited<ReturnType<typeof at>>
const round = ({ who, through }: At, options: Partial<SyncOptions> = {}) =>
  sync(who, through, { ask: async () => 'write-all', verify: verifySignature, ...options })

/** Text that deflates to three quarters of its length. */
let made = 0
const noise = (length: number) => {
  let text = ''
  while (text.length < length) text += createHash('sha512').update(`${++made}`).digest('base64')
  return text
}

/** So many batches, sealed elsewhere before. */
async function writeMany({ who }: At, batches: number, word: string, length = 0): Promise<void> {
  if (length === 0) return syncOften(who, new MemoryPlace(), batches, word)
  const elsewhere = new MemoryPlace()
  for (let each = 0; each < batches; each++) {
    who.wallMs += 1_000
    who.write(siteNamed(`${word} ${each} ${noise(length)}`))
    await sync(who, elsewhere, { ask: async () => 'write-own' })
  }
}

async function expectAgreed(one: At, other: At): Promise<void> {
  for (const each of [one, other, one]) await round(each)
  for (const each of [one, other]) expect(await round(each)).toMatchObject({ isAgreed: true, found: [], written: 0, applied: 0 })
  expect(recordsText(one.who)).toBe(recordsText(other.who))
}

const sites = ({ who }: At) => who.states.get('sites')?.size ?? 0

it('[SY83] a server that is killed at any point of a push loses nothing and doubles nothing', async () => {
  const bed = await openBed()
  const [ada, ben] = [await at(bed, 'ada', ENDLESS), await at(bed, 'ben')]
  await round(ada)
  for (const killedAt of [0, 1, 7]) {
    await writeMany(ada, 10, `killed ${killedAt}`)
    await writeMany(ben, 2, `meanwhile ${killedAt}`)
    let killed: Promise<void> | undefined
    const onProgress: SyncOptions['onProgress'] = ({ phase, done }) => {
      if (phase === 'write' && done === killedAt) killed ??= bed.kill()
    }
    await expect(round(ada, { onProgress })).rejects.toMatchObject({ code: 'sync.place-missing' })
    await killed
    await bed.start()
    await round(ben)
  }
  await expectAgreed(ada, ben)
  expect(sites(ada)).toBe(3 * 12)
  const { batches, litter } = await ben.through.look(never)
  expect([batches.length, litter]).toEqual([3 * 12, []])
})

it('[SY83] a server that comes back empty is filled again by a keeper who is asked, and nothing is taken for deleted', async () => {
  const bed = await openBed()
  const [ada, ben] = [await at(bed, 'ada', ENDLESS), await at(bed, 'ben')]
  await writeMany(ada, 4, 'a')
  await writeMany(ben, 3, 'b')
  await round(ada)
  await expectAgreed(ada, ben)
  const before = recordsText(ada.who)
  await bed.kill()
  await bed.emptyStore()
  await bed.start()
  await expect(round(ben)).rejects.toMatchObject({ code: 'sync.stream-missing' })
  await expect(round(ada, { ask: async () => null })).rejects.toMatchObject({ code: 'sync.place-empty' })
  expect(await round(ada)).toMatchObject({ written: 7, isAgreed: true })
  await expectAgreed(ada, ben)
  expect(recordsText(ben.who)).toBe(before)
})

it('[SY82] [SY83] a server that was set back to an old copy gets again what it lost, also where others have filled it before', async () => {
  const bed = await openBed()
  const [ada, ben] = [await at(bed, 'ada', ENDLESS), await at(bed, 'ben')]
  await writeMany(ada, 3, 'old')
  await round(ada)
  await bed.kill()
  await bed.copyStore()
  await bed.start()
  await writeMany(ada, 3, 'lost')
  await round(ada)
  await bed.kill()
  await bed.restoreStore()
  await bed.start()
  // The same number of messages as before, and others.
  await writeMany(ben, 3, 'instead')
  expect(await round(ben)).toMatchObject({ written: 3, applied: 3 })
  expect(await round(ada)).toMatchObject({ written: 3, applied: 3, isAgreed: true })
  await expectAgreed(ada, ben)
  expect(sites(ben)).toBe(9)
})

it.each<[string, BedPlan, StreamPlan]>([
  ['stream', {}, { replicas: 1, mostBytes: 120_000 }],
  ['server', { mostStoreBytes: 120_000 }, ENDLESS],
])(
  '[SY83] a %s at its limit takes nothing more, is read all the same, and goes on once there is room',
  async (what, plan, stream) => {
    const bed = await openBed(plan)
    const [ada, ben] = [await at(bed, 'ada', stream), await at(bed, 'ben')]
    await writeMany(ben, 2, 'ben')
    await round(ada)
    await round(ben)
    await writeMany(ada, 20, 'ada', 20_000)
    const outcome = await round(ada)
    expect(outcome).toMatchObject({ notWritten: { code: 'sync.place-full' }, applied: 2, isAgreed: false })
    expect(outcome.written).toBeGreaterThan(2)
    expect(await round(ben)).toMatchObject({ applied: outcome.written, isAgreed: true })
    await bed.kill()
    if (what === 'stream') await bed.emptyStore()
    await bed.start({ mostStoreBytes: 100_000_000 })
    const roomier = { ...ada, through: (await at(bed, 'ada', ENDLESS)).through }
    await expectAgreed(roomier, ben)
    expect(sites(ben)).toBe(22)
  },
)

it('[SY83] a full disk takes nothing more, and once there is room nothing is missing', async () => {
  const disk = await smallDisk()
  if ('reason' in disk) {
    console.log(`SKIP a full disk: ${disk.reason}`)
    return
  }
  const bed = await openBed({ storeDir: join(disk.folder, 'store'), mostStoreBytes: 1_000_000_000 })
  const [ada, ben] = [await at(bed, 'ada', ENDLESS), await at(bed, 'ben')]
  await writeMany(ben, 2, 'ben')
  await round(ada)
  await round(ben)
  await writeMany(ada, 14, 'ada', 130_000)
  // nats-server 2.9 stops answering when it cannot write; later ones say so.
  const [full] = await Promise.allSettled([round(ada, { signal: AbortSignal.timeout(2_000) })])
  const said = full?.status === 'fulfilled' ? full.value.notWritten : full?.reason
  expect(['sync.cancelled', 'sync.place-full', 'sync.no-jetstream', 'sync.place-missing']).toContain(said?.code)
  await bed.kill()
  await disk.grow()
  await bed.start()
  await expectAgreed(ada, ben)
  expect(sites(ben)).toBe(16)
})

/** A disk of one megabyte, which can be made larger. @returns why there is none, where this account may not mount one */
async function smallDisk(): Promise<{ folder: string; grow: () => Promise<unknown> } | { reason: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'commonmast-disk-'))
  undo.push(() => rm(folder, { recursive: true, force: true }))
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder])
  } catch (thrown) {
    return { reason: String(thrown) }
  }
  undo.push(() => run('umount', [folder]))
  return { folder, grow: () => run('mount', ['-o', 'remount,size=64m', folder]) }
}

it('[SY87] contents of evidence go by the server, whoever sends them, and each once', async () => {
  const bed = await openBed()
  const [ada, ben] = [await at(bed, 'ada', ENDLESS), await at(bed, 'ben')]
  const content = new TextEncoder().encode(noise(500_000))
  const [here, there] = [new MemoryEvidence(), new MemoryEvidence()]
  ada.who.evidence = here
  ben.who.evidence = there
  await round(ada)
  // A laptop that may not make streams sends its photo all the same.
  there.name(content, true)
  here.name(content, false)
  expect((await round(ben)).evidence).toMatchObject({ sent: 1, notSent: null })
  expect((await round(ada)).evidence).toMatchObject({ received: 1, waiting: 0 })
  expect([...here.kept.keys()].sort()).toEqual([...there.kept.keys()].sort())
  expect((await round(ben)).evidence).toMatchObject({ sent: 0, notSent: null })
})
