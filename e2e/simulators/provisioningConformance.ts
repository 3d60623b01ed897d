/** What provisioning must do whatever the line to the hotspot is; run on the in-process device and on a pseudo-terminal. */
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { afterEach, describe, expect, it } from 'vitest'
import type { SerialPortInfo } from '#core/contract/consoleContract'
import type { CallContext } from '#core/contract/createDispatcher'
import type { SessionOrder } from '#core/contract/provisioningCalls'
import type { DeviceFaults } from '#core/provisioning/simulated/simulatedDevice'
import { simulatedDevice, trainingPassword } from '#core/provisioning/simulated/simulatedHotspot'
import type { ImprovTiming } from '#core/provisioning/improv/timing'
import type { SessionState } from '#core/provisioning/session/sessionState'
import { verifyProvisioning } from '#core/provisioning/verifyProvisioning'
import type { OpenLink } from '#main/devices/openLink'
import { createProvisioningService } from '#main/services/provisioningService'

/** A hotspot that can be opened, and what opens it. */
export interface OpenableHotspot {
  path: string
  openLink: OpenLink
  stop(): Promise<void>
}

const secretKey = new Uint8Array(32).fill(9)
const signer = {
  publicKeyHex: bytesToHex(ed25519.getPublicKey(secretKey)),
  sign: (bytes: Uint8Array) => ed25519.sign(bytes, secretKey),
}
/** Generous, because a busy machine is no fault of a device; only a silent device is worth little patience. */
export const patient: ImprovTiming = { answerMs: 5_000, scanMs: 10_000, connectMs: 10_000, urlMs: 5_000, attempts: 2 }
const impatient: ImprovTiming = { ...patient, answerMs: 50 }
const notCancelled: CallContext<never> = { signal: new AbortController().signal, progress: () => undefined }
const ssid = 'Dachgarten Köln'
/** Takes any password, so a test can search for one that stands nowhere else. */
const openNetwork = 'Library Guest'
const secrets = ['hunter2-wrong', 'hunter2-taken']

/** The service with everything it tells anyone kept in `told`. */
export function startProvisioning(
  openLink: OpenLink,
  timing: ImprovTiming = patient,
  listPorts: () => Promise<SerialPortInfo[]> = async () => [],
) {
  const states: SessionState[] = []
  const journal: Array<{ kind: string; data: Record<string, unknown> }> = []
  const service = createProvisioningService({
    signer,
    journal: { append: async (kind, data) => journal.push({ kind, data }) },
    emit: (name, payload) => {
      if (name === 'provisioning.state') states.push(payload as SessionState)
    },
    openLink,
    listPorts,
    timing,
  })
  const { handlers } = service
  const step = (sessionId: string, order: SessionOrder) => handlers['provisioning.step']({ sessionId, order }, notCancelled)
  return {
    service,
    states,
    journal,
    open: (path: string) =>
      handlers['provisioning.open']({ path, baudRate: 115_200, driver: null, workOrderId: null, resumes: null }, notCancelled),
    identify: (sessionId: string) => step(sessionId, { kind: 'identify' }),
    scan: (sessionId: string) => step(sessionId, { kind: 'scan' }),
    connect: (sessionId: string, password: string, network = ssid) =>
      step(sessionId, { kind: 'connect', ssid: network, password, keep: 'no' }),
    verify: (sessionId: string) => step(sessionId, { kind: 'verify' }),
    sign: (sessionId: string) =>
      handlers['provisioning.sign'](
        {
          sessionId,
          workOrderId: 'order-1',
          technician: null,
          position: { lat: 50.9, lng: 6.9, source: 'typed', fix: null },
          placement: [],
        },
        notCancelled,
      ),
    close: (sessionId: string) => handlers['provisioning.close']({ sessionId }, notCancelled),
  }
}

export function provisioningConformance(name: string, plugIn: (faults: DeviceFaults) => Promise<OpenableHotspot>): void {
  describe(`provisioning over ${name}`, () => {
    const cleanUps: Array<() => Promise<void>> = []
    afterEach(async () => {
      for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
    })

    async function begin(faults: DeviceFaults = {}) {
      const hotspot = await plugIn(faults)
      cleanUps.push(hotspot.stop)
      const run = startProvisioning(hotspot.openLink, faults.silent ? impatient : patient)
      cleanUps.push(() => run.service.closeAll())
      const { sessionId } = await run.open(hotspot.path)
      return { ...run, sessionId, path: hotspot.path }
    }

    it.each([
      ['plainly', {}],
      ['through log noise', { noise: true }],
      ['in single bytes', { fragment: true }],
    ])('puts a hotspot into service %s and signs what it saw', async (_how, faults) => {
      const { sessionId, path, states, journal, ...run } = await begin(faults)
      expect(await run.identify(sessionId)).toMatchObject({
        phase: 'idle',
        identified: true,
        simulated: true,
        device: simulatedDevice,
      })
      expect((await run.scan(sessionId)).networks.map((network) => network.ssid)).toEqual(['Mast-North', ssid, 'Library Guest'])
      expect(await run.connect(sessionId, trainingPassword)).toMatchObject({ connected: true, ssid })
      expect(await run.verify(sessionId)).toMatchObject({ connected: true, ssid, urls: ['http://192.0.2.10/'], problem: null })
      const file = await run.sign(sessionId)
      expect(verifyProvisioning(file)).toEqual([])
      expect(file).toMatchObject({
        publicKey: signer.publicKeyHex,
        facts: {
          workOrderId: 'order-1',
          port: { path },
          simulated: true,
          device: simulatedDevice,
          identified: true,
          connected: true,
          proved: false,
          network: { ssid, urls: ['http://192.0.2.10/'] },
        },
      })
      expect(await run.close(sessionId)).toMatchObject({ phase: 'closed' })
      const phases = states.map(({ phase }) => phase).filter((phase, index, all) => phase !== all[index - 1])
      expect(phases).toEqual([
        'opening',
        'idle',
        'identifying',
        'idle',
        'scanning',
        'idle',
        'connecting',
        'idle',
        'verifying',
        'idle',
        'closed',
      ])
      expect(journal.map(({ kind }) => kind)).toEqual([
        ...['open', 'identify', 'scan', 'connect', 'verify', 'sign'].flatMap((step) => [
          `provisioning.${step}.begin`,
          `provisioning.${step}.done`,
        ]),
        'provisioning.closed',
      ])
    })

    it('takes a wrong password for what it is, and the right one after it', async () => {
      const { sessionId, states, ...run } = await begin()
      await run.identify(sessionId)
      await expect(run.connect(sessionId, 'hunter2-wrong')).rejects.toMatchObject({ code: 'improv.unable-to-connect' })
      expect(states.at(-1)).toMatchObject({ phase: 'failed', connected: false, problem: { code: 'improv.unable-to-connect' } })
      expect((await run.sign(sessionId)).facts).toMatchObject({ identified: true, connected: false, network: null })
      expect(await run.verify(sessionId)).toMatchObject({ connected: false, problem: { code: 'improv.not-connected' } })
      expect(await run.connect(sessionId, trainingPassword)).toMatchObject({ phase: 'idle', connected: true, problem: null })
    })

    it('never tells a password, whether it was right or wrong', async () => {
      const { sessionId, states, journal, ...run } = await begin({ noise: true })
      await run.identify(sessionId)
      const refusal = await run.connect(sessionId, 'hunter2-wrong').catch((problem: unknown) => problem)
      expect(await run.connect(sessionId, 'hunter2-taken', openNetwork)).toMatchObject({ connected: true })
      const file = await run.sign(sessionId)
      const told = JSON.stringify([states, journal, file, refusal, (refusal as Error).message, (refusal as Error).stack])
      expect(told).toContain(openNetwork)
      for (const secret of secrets) {
        const bytes = Buffer.from(secret)
        for (const form of [secret, bytes.toString('hex'), bytes.toString('base64'), [...bytes].join()]) {
          expect(told).not.toContain(form)
        }
      }
    })

    it('says that a silent device is silent, and signs nothing for it', async () => {
      const { sessionId, journal, ...run } = await begin({ silent: true })
      await expect(run.identify(sessionId)).rejects.toMatchObject({ code: 'improv.silent' })
      await expect(run.sign(sessionId)).rejects.toMatchObject({ code: 'provisioning.not-identified' })
      expect(journal.map(({ kind }) => kind)).toContain('provisioning.sign.failed')
    })

    it('a step asked for while another runs is refused and does not disturb it', async () => {
      const { sessionId, ...run } = await begin()
      const scanning = run.scan(sessionId)
      await expect(run.identify(sessionId)).rejects.toMatchObject({ code: 'session.busy' })
      expect((await scanning).networks).toHaveLength(3)
    })

    it('a second session for the same port is refused until the first is closed', async () => {
      const { sessionId, path, ...run } = await begin()
      await expect(run.open(path)).rejects.toMatchObject({ code: 'port.busy' })
      await run.close(sessionId)
      const again = await run.open(path)
      expect(await run.identify(again.sessionId)).toMatchObject({ identified: true })
      await expect(run.identify(sessionId)).rejects.toMatchObject({ code: 'session.unknown' })
    })

    // State, device info and the first scan result have 12, 65 and 31 bytes, so these points fall in, between and after packets.
    it.each([
      ['in the first answer', 5],
      ['after the first answer', 12],
      ['in the device info', 40],
    ])('a cable pulled %s ends the step and frees the port', async (_where, unplugAfterBytes) => {
      const { sessionId, states, ...run } = await begin({ unplugAfterBytes })
      await expect(run.identify(sessionId)).rejects.toMatchObject({ code: 'port.vanished' })
      expect(states.at(-1)).toMatchObject({ phase: 'lost', identified: false, problem: { code: 'port.vanished' } })
      await expect(run.scan(sessionId)).rejects.toMatchObject({ code: 'port.vanished' })
      expect(await run.close(sessionId)).toMatchObject({ phase: 'closed' })
    })

    it('a cable pulled while scanning keeps what was identified, and that can still be signed', async () => {
      const { sessionId, states, ...run } = await begin({ unplugAfterBytes: 100 })
      await run.identify(sessionId)
      await expect(run.scan(sessionId)).rejects.toMatchObject({ code: 'port.vanished' })
      expect(states.at(-1)).toMatchObject({ phase: 'lost', identified: true, device: simulatedDevice })
      const file = await run.sign(sessionId)
      expect(file.facts).toMatchObject({ identified: true, connected: false, network: null })
      expect(verifyProvisioning(file)).toEqual([])
    })
  })
}
