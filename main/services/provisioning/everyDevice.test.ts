import { describe, expect, it } from 'vitest'
import { simulatedDevice } from '#core/provisioning/simulated/simulatedHotspot'
import { createImprovDevice } from '#core/provisioning/simulated/simulatedHotspotImprov'
import { verifyProvisioning } from '#core/provisioning/verifyProvisioning'
import { openSimulatedLink } from '../../devices/openSimulatedLink'
import { createManualClock } from '../../devices/testing/manualClock'
import { trainingPorts } from '../../devices/trainingPorts'
import { createMemoryJournal } from '../testing/memoryJournal'
import { createProvisioningRig } from '../testing/provisioningRig'

const secrets = ['hunter2-geheim', 'commonmast', 'gateway-login-7']

describe('every training device', () => {
  it.each(
    trainingPorts.filter(({ drivers }) => !drivers.includes('esp32-rom')).map(({ path, drivers }) => [path, drivers[0]] as const),
  )('%s is found out to speak %s, identified, signed and closed', async (path, driver) => {
    const rig = createProvisioningRig({ journal: createMemoryJournal(), ports: [...trainingPorts] })
    const { sessionId } = await rig.open(path)
    const state = await rig.identify(sessionId)
    expect(state).toMatchObject({ driver, simulated: true, phase: 'idle' })
    if (state.identified) {
      expect(state.device).not.toBeNull()
      expect(verifyProvisioning(await rig.sign(sessionId))).toEqual([])
    } else {
      expect(state.loginNeeded).toBe(true)
    }
    expect(await rig.close(sessionId)).toMatchObject({ phase: 'closed' })
  })

  it('can be open at the same time as the others', async () => {
    const rig = createProvisioningRig({ journal: createMemoryJournal(), ports: [...trainingPorts] })
    const hotspot = await rig.open('simulated:hotspot')
    const receiver = await rig.open('simulated:receiver')
    const identified = await Promise.all([rig.identify(hotspot.sessionId), rig.identify(receiver.sessionId)])
    expect(identified.map(({ driver }) => driver)).toEqual(['improv', 'nmea'])
    const measured = await rig.run(receiver.sessionId, { kind: 'receive-position', fixesWanted: 3 })
    expect(measured.position).not.toBeNull()
    expect(rig.states.findLast(({ sessionId }) => sessionId === hotspot.sessionId)?.position).toBeNull()
    await rig.service.closeAll()
  })
})

describe('a password', () => {
  it('is in no state, journal, record or problem, whether it was right, wrong or kept', async () => {
    const journal = createMemoryJournal()
    const rig = createProvisioningRig({ journal })
    const { sessionId } = await rig.open('simulated:hotspot?fault=noise')
    await rig.identify(sessionId)
    const refusal = await rig.connect(sessionId, 'Mast-North', 'hunter2-geheim', 'memory').catch((problem: unknown) => problem)
    expect((await rig.secrets()).networks).toEqual([])
    await rig.connect(sessionId, 'Mast-North', 'commonmast', 'memory')
    expect((await rig.secrets()).networks).toEqual([{ ssid: 'Mast-North', kept: 'memory' }])
    expect(await rig.connect(sessionId, 'Mast-North', null)).toMatchObject({ connected: true })
    const unlearned = await rig
      .run(sessionId, { kind: 'log-in', user: 'root', password: 'gateway-login-7' })
      .catch((p: unknown) => p)
    const record = await rig.sign(sessionId)
    const problems = [refusal, unlearned].map((problem) => [problem, (problem as Error).message, (problem as Error).stack])
    const told = JSON.stringify([rig.states, journal.entries, record, problems, await rig.secrets()])
    expect(told).toContain('Mast-North')
    for (const secret of secrets) {
      const bytes = Buffer.from(secret)
      for (const form of [secret, bytes.toString('hex'), bytes.toString('base64'), [...bytes].join()]) {
        // The name of the program is no secret.
        expect(secret === 'commonmast' ? told.replaceAll(/commonmast-provisioning-v2/g, '') : told).not.toContain(form)
      }
    }
  })

  it('that the device repeats is in none of them either', async () => {
    const [journal, clock] = [createMemoryJournal(), createManualClock()]
    const password = 'hunter2 geheim'
    const repeated = [password, encodeURIComponent(password)]
    const device = createImprovDevice(
      {
        ...simulatedDevice,
        hostname: 'mast-0001',
        password,
        url: `http://192.0.2.1/?psk=${repeated.join('&key=')}`,
        networks: [{ ssid: Buffer.from('Mast-North'), rssiDbm: -40, security: 'YES' }],
      },
      {},
    )
    const rig = createProvisioningRig({ journal, clock, openLink: async (path) => openSimulatedLink(path, device, clock) })
    const { sessionId } = await rig.open('simulated:hotspot')
    await rig.identify(sessionId)
    const connected = await rig.connect(sessionId, 'Mast-North', password)
    expect(connected.urls).toEqual(['http://192.0.2.1/?psk=(password)&key=(password)'])
    await rig.run(sessionId, { kind: 'verify' })
    const record = await rig.sign(sessionId)
    expect(verifyProvisioning(record)).toEqual([])
    const told = JSON.stringify([rig.states, journal.entries, record])
    for (const text of repeated) {
      for (const form of [text, Buffer.from(text).toString('hex')]) expect(told).not.toContain(form)
    }
  })

  it('that was kept and is refused is forgotten', async () => {
    const rig = createProvisioningRig({ journal: createMemoryJournal() })
    const first = await rig.open('simulated:hotspot?unit=1')
    await rig.identify(first.sessionId)
    await rig.connect(first.sessionId, 'Mast-North', 'commonmast', 'memory')
    const second = await rig.open('simulated:hotspot?unit=2&fault=wrong-password')
    await rig.identify(second.sessionId)
    await expect(rig.connect(second.sessionId, 'Mast-North', null)).rejects.toMatchObject({
      code: 'improv.unable-to-connect',
      message: expect.stringContaining('was forgotten: type it again'),
    })
    await expect(rig.connect(second.sessionId, 'Mast-North', null)).rejects.toMatchObject({ code: 'secrets.unknown' })
  })
})
