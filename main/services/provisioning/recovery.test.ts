import { mkdtemp, readFile, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ed25519 } from '@noble/curves/ed25519.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readHeliumKey, solanaAddress } from '#core/provisioning/helium/heliumKey'
import { trainingConsolePassword } from '#core/provisioning/simulated/simulatedGateway'
import { verifyProvisioning } from '#core/provisioning/verifyProvisioning'
import { openJournal } from '../../storage/journal'
import { openJournalFile } from '../../storage/journalFile'
import type { BackTo } from '../../storage/readJournalBack'
import { createMemoryJournal } from '../testing/memoryJournal'
import { createProvisioningRig } from '../testing/provisioningRig'

const hotspot = 'simulated:hotspot'
const logIn = { kind: 'log-in', user: 'root', password: trainingConsolePassword } as const

/** A program that was killed while credentials were on their way, and the next that starts on its journal. */
async function killedWhileConnecting(path = hotspot) {
  const journal = createMemoryJournal()
  const first = createProvisioningRig({ journal })
  const { sessionId } = await first.open(path, { workOrderId: 'order-7' })
  const identified = await first.identify(sessionId)
  void first.step(sessionId, { kind: 'connect', ssid: 'Mast-North', password: 'commonmast', keep: 'no' }).catch(() => undefined)
  await first.clock.advance(0)
  return { journal, sessionId, identified, next: createProvisioningRig({ journal }) }
}

describe('a session that was broken off', () => {
  it('is found by the next program, goes on with the same device, and claims nothing that it did not see', async () => {
    const { next, sessionId, identified, journal } = await killedWhileConnecting()
    const [unfinished] = await next.unfinished()
    expect(unfinished).toMatchObject({
      inDoubt: 'connect',
      workOrderId: 'order-7',
      state: { sessionId, device: identified.device },
    })
    const resumed = await next.open(hotspot, { resumes: sessionId })
    expect(resumed).toMatchObject({ identified: false, device: null, steps: [], undo: [] })
    const state = await next.identify(resumed.sessionId)
    expect(state).toMatchObject({ identified: true, device: identified.device, connected: false, proof: null })
    expect(state.steps.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['identify', 'done'],
      ['connect', null],
      ['identify', 'done'],
    ])
    const starts = state.steps.map(({ startedMs }) => startedMs)
    expect(starts).toEqual([...starts].sort((a, b) => a - b))
    // The old session is not listed any more, now that this one stands for it.
    expect(await next.unfinished()).toEqual([])
    await next.connect(resumed.sessionId, 'Mast-North', 'commonmast')
    const file = await next.sign(resumed.sessionId)
    expect(verifyProvisioning(file)).toEqual([])
    expect(file.facts).toMatchObject({ recovered: false, connected: true, startedAt: unfinished?.startedAt })
    await next.close(resumed.sessionId, true)
    expect(await createProvisioningRig({ journal }).unfinished()).toEqual([])
  })

  it('keeps the addition that its gateway signed, and signs it into the record', async () => {
    const journal = createMemoryJournal()
    const first = createProvisioningRig({ journal })
    const gateway = 'simulated:gateway?unit=1'
    const { sessionId } = await first.open(gateway)
    await first.identify(sessionId)
    await first.run(sessionId, logIn)
    const owner = solanaAddress(readHeliumKey(Uint8Array.from([1, ...ed25519.keygen().publicKey]))) ?? ''
    const registered = await first.run(sessionId, { kind: 'register', owner, payer: owner, mode: 'dataonly' })
    expect(registered.registration).not.toBeNull()

    const next = createProvisioningRig({ journal })
    const resumed = await next.open(gateway, { resumes: sessionId })
    expect(await next.identify(resumed.sessionId)).toMatchObject({ loginNeeded: true, registration: null })
    expect(await next.run(resumed.sessionId, logIn)).toMatchObject({ registration: registered.registration, proof: null })
    const file = await next.sign(resumed.sessionId)
    expect(verifyProvisioning(file)).toEqual([])
    expect(file.facts.registration).toEqual(registered.registration)
  })

  it('keeps the place that its receiver measured, until that is measured anew', async () => {
    const journal = createMemoryJournal()
    const first = createProvisioningRig({ journal })
    const receiver = 'simulated:receiver?unit=1'
    const { sessionId } = await first.open(receiver)
    await first.identify(sessionId)
    const { position } = await first.run(sessionId, { kind: 'receive-position', fixesWanted: 5 })
    expect(position?.fixes).toBe(5)

    const next = createProvisioningRig({ journal })
    const resumed = await next.open(receiver, { resumes: sessionId })
    expect(resumed.position).toBeNull()
    expect((await next.identify(resumed.sessionId)).position).toEqual(position)
    const told = next.states.length
    const again = await next.run(resumed.sessionId, { kind: 'receive-position', fixesWanted: 4 })
    expect(again.position?.fixes).toBe(4)
    expect(next.states.slice(told).find(({ step }) => step === 'receive-position')?.reception?.fixes ?? 0).toBe(0)
    expect(next.states.slice(told + 1).map((state) => state.position?.fixes)).not.toContain(5)
  })

  it('is not taken for another device that is plugged in instead', async () => {
    const { next, sessionId } = await killedWhileConnecting(`${hotspot}?unit=1`)
    const other = await next.open(`${hotspot}?unit=2`, { resumes: sessionId })
    await expect(next.identify(other.sessionId)).rejects.toMatchObject({ code: 'session.other-device' })
    const told = next.states.at(-1)
    expect(told).toMatchObject({ phase: 'failed', identified: false, device: null, problem: { code: 'session.other-device' } })
    await expect(next.connect(other.sessionId, 'Mast-North', 'commonmast')).rejects.toMatchObject({
      code: 'session.other-device',
    })
    expect(await next.unfinished()).toEqual([])
    await next.close(other.sessionId)
    expect(await next.unfinished()).toMatchObject([{ state: { sessionId } }])
  })

  it('is signed from the journal, without evidence and said to be recovered', async () => {
    const { next, sessionId, identified, journal } = await killedWhileConnecting()
    const file = await next.signUnfinished(sessionId)
    expect(verifyProvisioning(file)).toEqual([])
    expect(file.facts).toMatchObject({
      recovered: true,
      evidence: null,
      workOrderId: 'order-7',
      device: identified.device,
      identified: true,
      connected: false,
      network: null,
      proved: false,
      technician: { name: 'Ana' },
    })
    // Until it is said to be saved, that very record can be had again, also by the next program.
    expect(await next.unfinished()).toMatchObject([{ state: { sessionId }, recordId: file.facts.id }])
    expect(await createProvisioningRig({ journal }).signUnfinished(sessionId)).toEqual(file)
    await next.dismiss(sessionId)
    await expect(next.signUnfinished(sessionId)).rejects.toMatchObject({ code: 'session.not-unfinished' })
  })

  it('is signed with what was odd about the place', async () => {
    const { next, sessionId } = await killedWhileConnecting()
    const odd = { code: 'moved' as const, distanceM: 900, message: 'It was 900 m away before.' }
    expect((await next.signUnfinished(sessionId, [odd])).facts.placement).toEqual([odd])
  })

  it('whose saving was not confirmed offers the very record that was signed, until it is saved', async () => {
    const journal = createMemoryJournal()
    const rig = createProvisioningRig({ journal })
    const { sessionId } = await rig.open(hotspot)
    await rig.identify(sessionId)
    await rig.connect(sessionId, 'Mast-North', 'commonmast')
    const file = await rig.sign(sessionId)
    await rig.close(sessionId)
    const next = createProvisioningRig({ journal })
    expect(await next.unfinished()).toMatchObject([
      { state: { sessionId }, recordId: file.facts.id, inDoubt: null, summary: /save it as it was signed/ },
    ])
    expect(await next.signUnfinished(sessionId)).toEqual(file)
    expect(verifyProvisioning(file)).toEqual([])
    // The console that had it open has ended; that the record is saved is told to the one that is there.
    expect(await next.close(sessionId, true)).toMatchObject({ sessionId, phase: 'closed' })
    expect(await next.unfinished()).toEqual([])
  })

  it('that went on after it was signed is signed anew', async () => {
    const journal = createMemoryJournal()
    const rig = createProvisioningRig({ journal })
    const { sessionId } = await rig.open(hotspot)
    await rig.identify(sessionId)
    const first = await rig.sign(sessionId)
    await rig.connect(sessionId, 'Mast-North', 'commonmast')
    await rig.close(sessionId)
    const next = createProvisioningRig({ journal })
    expect(await next.unfinished()).toMatchObject([{ recordId: null }])
    const second = await next.signUnfinished(sessionId)
    expect(second.facts).toMatchObject({ connected: true })
    expect(second.facts.id).not.toBe(first.facts.id)
  })

  it('that never learned what the device is cannot be signed, but dismissed', async () => {
    const journal = createMemoryJournal()
    const first = createProvisioningRig({ journal })
    const { sessionId } = await first.open(hotspot)
    const next = createProvisioningRig({ journal })
    await expect(next.signUnfinished(sessionId)).rejects.toMatchObject({ code: 'provisioning.not-identified' })
    await next.dismiss(sessionId)
    expect(await next.unfinished()).toEqual([])
    await expect(next.open(hotspot, { resumes: sessionId })).rejects.toMatchObject({ code: 'session.not-unfinished' })
  })

  it('is read once: what is listed again costs only what came since', async () => {
    const { journal, sessionId } = await killedWhileConnecting()
    const asked: number[] = []
    const counting = {
      ...journal,
      readBack: async (wants: (line: string) => boolean, backTo: BackTo) => {
        asked.push(0)
        return journal.readBack((line) => {
          asked.push((asked.pop() ?? 0) + 1)
          return wants(line)
        }, backTo)
      },
    }
    const next = createProvisioningRig({ journal: counting })
    expect(await next.unfinished()).toHaveLength(1)
    expect(await next.unfinished()).toHaveLength(1)
    await next.dismiss(sessionId)
    expect(await next.unfinished()).toEqual([])
    expect(await next.unfinished()).toEqual([])
    const { length } = journal.entries
    expect(asked).toEqual([length - 1, 0, 0, 1, 0])
  })

  it('is not listed, and not resumed, while it is open', async () => {
    const rig = createProvisioningRig({ journal: createMemoryJournal() })
    const { sessionId } = await rig.open(hotspot)
    await rig.identify(sessionId)
    expect(await rig.unfinished()).toEqual([])
    await expect(rig.open(hotspot, { resumes: sessionId })).rejects.toMatchObject({ code: 'session.still-open' })
    await expect(rig.dismiss(sessionId)).rejects.toMatchObject({ code: 'session.still-open' })
  })

  it('by its cable goes on although it was never closed, on the same training device, with its record still to be signed', async () => {
    const journal = createMemoryJournal()
    const rig = createProvisioningRig({ journal })
    const lost = await rig.open('simulated:hotspot?fault=unplug-260', { workOrderId: 'order-9' })
    const { device } = await rig.identify(lost.sessionId)
    await expect(rig.run(lost.sessionId, { kind: 'scan' })).rejects.toMatchObject({ code: 'port.vanished' })
    // What is asked of a device that is not there was not sent, and is not said to be.
    await expect(rig.connect(lost.sessionId, 'Mast-North', 'commonmast')).rejects.toMatchObject({ code: 'port.vanished' })
    await expect(rig.open('/dev/ttyNoSuchPort', { resumes: lost.sessionId })).rejects.toMatchObject({ code: 'port.not-found' })
    expect(journal.kinds().filter((kind) => kind.includes('connect'))).toEqual([])
    // Opening failed: what was learned can still be signed, with its evidence.
    expect((await rig.sign(lost.sessionId)).facts.evidence).not.toBeNull()
    const again = await rig.open('simulated:hotspot?fault=unplug-260', { resumes: lost.sessionId })
    await expect(rig.sign(lost.sessionId)).rejects.toMatchObject({ code: 'session.unknown' })
    expect(await rig.identify(again.sessionId)).toMatchObject({ device, phase: 'idle' })
    expect((await rig.run(again.sessionId, { kind: 'scan' })).networks.length).toBeGreaterThan(2)
    await rig.close(again.sessionId)
    expect(await rig.unfinished()).toEqual([])
  })

  it.each([
    ['a cable that was pulled', 'unplug-100', true],
    ['a person who stops after looking', 'fragment', false],
  ])('by %s is unfinished: %s', async (_what, fault, unfinished) => {
    const rig = createProvisioningRig({ journal: createMemoryJournal() })
    const { sessionId } = await rig.open(`${hotspot}?fault=${fault}`)
    await rig.identify(sessionId).catch(() => undefined)
    await rig.run(sessionId, { kind: 'scan' }).catch(() => undefined)
    await rig.close(sessionId)
    expect((await rig.unfinished()).length > 0).toBe(unfinished)
  })

  it('by a window that went away is unfinished once its port was freed', async () => {
    const rig = createProvisioningRig({ journal: createMemoryJournal() })
    const detach = rig.service.attachRenderer()
    const { sessionId } = await rig.open(hotspot)
    await rig.identify(sessionId)
    detach()
    await rig.clock.advance(20_000)
    expect(await rig.unfinished()).toMatchObject([{ state: { sessionId, identified: true } }])
  })

  // A whole identification says about 80 bytes, a scan and a connection some hundreds more.
  it('by a cable pulled at any byte ends in a named state, and what is listed can be resumed or signed', async () => {
    for (let bytes = 0; bytes < 600; bytes += 23) {
      const rig = createProvisioningRig({ journal: createMemoryJournal() })
      const { sessionId } = await rig.open(`${hotspot}?unit=4&fault=unplug-${bytes}`)
      await rig.identify(sessionId).catch(() => undefined)
      await rig.run(sessionId, { kind: 'scan' }).catch(() => undefined)
      await rig.connect(sessionId, 'Mast-North', 'commonmast').catch(() => undefined)
      await rig.run(sessionId, { kind: 'verify' }).catch(() => undefined)
      expect(['lost', 'idle', 'failed']).toContain(rig.states.at(-1)?.phase)
      const known = (await rig.close(sessionId)).identified
      const [listed] = await rig.unfinished()
      expect(listed?.state).toMatchObject({ sessionId, identified: known })
      const resumed = await rig.open(`${hotspot}?unit=4`, { resumes: sessionId })
      expect(await rig.identify(resumed.sessionId)).toMatchObject({ identified: true, connected: false })
      await rig.service.closeAll()
    }
  })
})

describe('the journal on disk', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'commonmast-recovery-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('whose last line a power cut tore tells what stands before it', async () => {
    const path = join(folder, 'journal.jsonl')
    const journal = await openJournal(path)
    const rig = createProvisioningRig({ journal })
    const { sessionId } = await rig.open(hotspot)
    await rig.identify(sessionId)
    await rig.connect(sessionId, 'Mast-North', 'commonmast')
    await journal.close()
    const whole = await readFile(path)
    // Into the last line, which says that the device joined.
    await truncate(path, whole.length - 30)
    const reopened = await openJournal(path)
    const [unfinished] = await createProvisioningRig({ journal: reopened }).unfinished()
    expect(unfinished).toMatchObject({ inDoubt: 'connect', state: { identified: true, connected: false } })
    await reopened.close()
  })

  it('that is full holds back the next step, and nothing that the device said is lost', async () => {
    const path = join(folder, 'journal.jsonl')
    let full = false
    const openFile = async (name: string) => {
      const file = await openJournalFile(name)
      const noSpace = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
      return { ...file, write: (bytes: Buffer, at: number) => (full ? Promise.reject(noSpace) : file.write(bytes, at)) }
    }
    const journal = await openJournal(path, { openFile })
    const rig = createProvisioningRig({ journal })
    const { sessionId } = await rig.open(hotspot)
    await rig.identify(sessionId)
    const joining = rig.step(sessionId, { kind: 'connect', ssid: 'Mast-North', password: 'commonmast', keep: 'no' })
    // The disk fills up once the credentials are on their way.
    while (rig.states.at(-1)?.step !== 'connect') await rig.clock.advance(0)
    full = true
    let ended = false
    void joining.finally(() => {
      ended = true
    })
    while (!ended) await rig.clock.advance(100)
    expect(await joining).toMatchObject({ phase: 'idle', connected: true, problem: { code: 'disk.full' } })
    const { steps } = rig.states.at(-1) ?? { steps: [] }
    await expect(rig.run(sessionId, { kind: 'verify' })).rejects.toMatchObject({ code: 'disk.full' })
    expect(rig.states.at(-1)?.steps).toEqual(steps)
    full = false
    expect((await rig.sign(sessionId)).facts).toMatchObject({ connected: true, network: { ssid: 'Mast-North' } })
    const { entries, intact } = await journal.list({ limit: 4, afterSeq: null })
    expect(intact).toBe(true)
    expect(entries.map(({ kind }) => kind.slice('provisioning.'.length))).toEqual([
      'connect.begin',
      'connect.done',
      'sign.begin',
      'sign.done',
    ])
    await journal.close()
  })
})
