/** What provisioning must do with every device, whatever the line to it is; run in this process and on pseudo-terminals. */
import { afterEach, describe, expect, it } from 'vitest'
import type { Evidence } from '#core/provisioning/session/evidence'
import type { SessionState } from '#core/provisioning/session/sessionState'
import type { DeviceFaults } from '#core/provisioning/simulated/simulatedDevice'
import { verifyProvisioning } from '#core/provisioning/verifyProvisioning'
import type { OpenLink } from '#main/devices/openLink'
import type { Subject } from './conformanceSubjects'
import { formsOf } from './secretForms'
import { startProvisioning, testSigner } from './startProvisioning'

/** A device that can be opened, and what opens it. */
export interface OpenableDevice {
  path: string
  openLink: OpenLink
  /** Only now the device says what it says by itself. */
  powerOn(): void
  stop(): Promise<void>
}

export function provisioningConformance(
  line: string,
  subject: Subject,
  plugIn: (faults: DeviceFaults) => Promise<OpenableDevice>,
): void {
  const { driver, opening, rest, simulated } = subject
  const orders = [...opening, ...rest]
  const [identify] = opening
  const [second] = rest

  describe(`${subject.device} over ${line}`, () => {
    const cleanUps: Array<() => Promise<unknown>> = []
    afterEach(async () => {
      for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp()
    })

    async function begin(faults: DeviceFaults = {}) {
      const device = await plugIn(faults)
      cleanUps.push(device.stop)
      // Only a silent device is worth little patience.
      const run = startProvisioning(device.openLink, faults.silent ? { driversFor: () => [subject.impatientDriver()] } : {})
      cleanUps.push(() => run.service.closeAll())
      const { sessionId } = await run.open(device.path, driver)
      device.powerOn()
      /** Takes the steps until the device has said what it is. */
      const identifyFully = async () => {
        let state: SessionState | null = null
        for (const order of opening) state = await run.order(sessionId, order)
        expect(state).toMatchObject({ phase: 'idle', step: null, identified: true, problem: null })
      }
      return { ...run, sessionId, path: device.path, identifyFully }
    }

    it.each([
      ['plainly', {}],
      ['through log noise', { noise: true }],
      ['in single bytes', { fragment: true }],
    ])('is put into service %s, and what was seen is signed', async (_how, faults) => {
      const { sessionId, path, states, journal, ...run } = await begin(faults)
      await run.identifyFully()
      for (const order of rest) {
        expect(await run.order(sessionId, order)).toMatchObject({ phase: 'idle', step: null, identified: true, problem: null })
      }
      expect(states.at(-1)).toMatchObject({ ...subject.state, driver, simulated })
      const file = await run.sign(sessionId)
      expect(verifyProvisioning(file)).toEqual([])
      expect(file).toMatchObject({
        publicKey: testSigner.publicKeyHex,
        facts: { workOrderId: 'order-1', port: { path }, driver, simulated, identified: true, ...subject.facts },
      })
      expect(file.facts.steps.map(({ kind, outcome }) => [kind, outcome])).toEqual(orders.map(({ kind }) => [kind, 'done']))
      expect(await run.close(sessionId)).toMatchObject({ phase: 'closed' })

      const phases = states.map(({ phase, step }) => step ?? phase).filter((name, index, all) => name !== all[index - 1])
      expect(phases).toEqual(['opening', 'idle', ...orders.flatMap(({ kind }) => [kind, 'idle']), 'closed'])
      const steps = ['open', ...orders.map(({ kind }) => kind), 'sign']
      expect(journal.map(({ kind }) => kind)).toEqual([
        ...steps.flatMap((step) => [`provisioning.${step}.begin`, `provisioning.${step}.done`]),
        'provisioning.closed',
      ])
    })

    it.each(subject.secrets)('tells nobody the secret "%s"', async (secret) => {
      const { sessionId, states, journal, ...run } = await begin({ noise: true })
      for (const order of orders) await run.order(sessionId, order)
      const told = JSON.stringify([states, journal, await run.sign(sessionId)])
      expect(told).toContain('order-1')
      expect(formsOf(secret).filter((form) => told.includes(form))).toEqual([])
    })

    it('that is silent is said to be silent, and nothing is signed for it', async () => {
      const { sessionId, states, ...run } = await begin({ silent: true })
      await expect(run.identify(sessionId)).rejects.toMatchObject({ code: 'session.silent' })
      expect(states.at(-1)).toMatchObject({ phase: 'failed', identified: false })
      await expect(run.sign(sessionId)).rejects.toMatchObject({ code: 'provisioning.not-identified' })
    })

    it('takes one step at a time', async () => {
      const { sessionId, ...run } = await begin()
      const identifying = run.order(sessionId, identify)
      await expect(run.order(sessionId, identify)).rejects.toMatchObject({ code: 'session.busy' })
      expect(await identifying).toMatchObject({ phase: 'idle', driver, problem: null })
    })

    it('has one owner until its session is closed', async () => {
      const { sessionId, path, ...run } = await begin()
      await expect(run.open(path, driver)).rejects.toMatchObject({ code: 'port.busy' })
      await run.close(sessionId)
      const again = await run.open(path, driver)
      expect(await run.order(again.sessionId, identify)).toMatchObject({ phase: 'idle', driver })
      await expect(run.order(sessionId, identify)).rejects.toMatchObject({ code: 'session.unknown' })
    })

    it.each([1, 5, 12, 40])('whose cable is pulled after %i bytes ends the step and frees the port', async (unplugAfterBytes) => {
      const { sessionId, states, ...run } = await begin({ unplugAfterBytes })
      await expect(run.identifyFully()).rejects.toMatchObject({ code: 'port.vanished' })
      expect(states.at(-1)).toMatchObject({ phase: 'lost', step: null, identified: false, problem: { code: 'port.vanished' } })
      await expect(run.order(sessionId, second)).rejects.toMatchObject({ code: 'port.vanished' })
      expect(await run.close(sessionId)).toMatchObject({ phase: 'closed' })
    })

    it('whose cable is pulled in the second step keeps what it had said, and that can still be signed', async () => {
      const whole = await begin()
      await whole.identifyFully()
      const { evidence } = (await whole.sign(whole.sessionId)).facts
      await whole.close(whole.sessionId)
      const unplugAfterBytes = saidBytes(evidence) + subject.bytesPastIdentifying
      const { sessionId, states, ...run } = await begin({ unplugAfterBytes })
      await run.identifyFully()
      await expect(run.order(sessionId, second)).rejects.toMatchObject({ code: 'port.vanished' })
      expect(states.at(-1)).toMatchObject({ phase: 'lost', identified: true })
      const file = await run.sign(sessionId)
      expect(file.facts).toMatchObject({ identified: true, proved: false, registration: null })
      expect(file.facts.steps.at(-1)).toMatchObject({ kind: second.kind, outcome: 'port.vanished' })
      expect(verifyProvisioning(file)).toEqual([])
    })
  })
}

function saidBytes(evidence: Evidence | null): number {
  const said = evidence?.exchanges.filter(({ from }) => from === 'device') ?? []
  return said.reduce((sum, { hex }) => sum + hex.length / 2, 0)
}
