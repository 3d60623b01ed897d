import { describe, expect, it } from 'vitest'
import { fixtureNames, readFixtureJson } from '../../../fixtures/readFixture'
import { Problem } from '../../model/problem'
import { DeviceSession } from '../session/DeviceSession'
import type { Recording } from '../session/testing/replayRecording'
import { VirtualLine } from '../session/testing/VirtualLine'
import { createImprovDriver } from './improvDriver'
import { recordedImprovDevice, recordedSteps } from './testing/improvRecording'

const folder = 'recordings/serial'
const files = fixtureNames(folder).filter((name) => name.startsWith('improv-') && name.endsWith('.json'))
const open = (name: string) => readFixtureJson(`${folder}/${name}`) as Recording

/** Takes every step of the recording and says how each ended. */
function replay(recording: Recording) {
  const session = new DeviceSession({ sessionId: 's1', path: 'recording', simulated: false }, [createImprovDriver()], 0)
  const line = new VirtualLine(session, recordedImprovDevice(recording), { singleBytes: true })
  const ends = recordedSteps(recording).map((step) => {
    try {
      const settlement = line.run(step)
      return `${step.kind}: ${settlement.ok ? (session.state.problem?.code ?? 'done') : settlement.problem.code}`
    } catch (refused) {
      if (!(refused instanceof Problem)) throw refused
      return `${step.kind}: refused, ${refused.code}`
    }
  })
  return { session, ends }
}

const sensor = { firmware: 'spike-fw', version: '1.4.2', chip: 'ESP32-C3', name: 'Field Sensor' }
const heard = [
  { ssid: 'FieldNet', rssiDbm: -48, secured: true },
  { ssid: 'Café Grüß', rssiDbm: -71, secured: false },
  { ssid: '10bytes', rssiDbm: -80, secured: true },
]

/** How each step ends, and what the session knows at last; none of it is read off the session itself. */
const implied: Record<string, { ends: string[]; state: object }> = {
  'improv-ack-clear.json': {
    ends: ['identify: done', 'connect: done'],
    state: { phase: 'idle', device: sensor, connected: true, ssid: 'FieldNet', urls: ['http://192.0.2.10/'] },
  },
  'improv-dangling-log.json': { ends: ['identify: done'], state: { phase: 'idle', identified: true, device: sensor } },
  'improv-errors.json': {
    ends: [
      'identify: done',
      'connect: refused, improv.ssid-length',
      'connect: improv.unable-to-connect',
      'connect: improv.unable-to-connect',
    ],
    state: { phase: 'failed', identified: true, connected: false, ssid: null, device: sensor },
  },
  'improv-fragment.json': { ends: ['identify: done'], state: { phase: 'idle', identified: true, device: sensor } },
  'improv-happy.json': {
    ends: [
      'identify: done',
      'scan: done',
      'set-hostname: done',
      'set-hostname: refused, hostname.characters',
      'set-device-name: done',
      'verify: improv.not-connected',
      'connect: improv.unable-to-connect',
      'connect: done',
      'verify: done',
    ],
    state: {
      phase: 'idle',
      device: { ...sensor, name: 'Dach Süd' },
      hostname: 'gw-0042',
      networks: heard,
      network: { online: true, wifi: true, ethernet: false, thread: false, modem: false },
      connected: true,
      ssid: 'FieldNet',
      urls: ['http://192.0.2.10/'],
      undo: [
        { kind: 'set-hostname', value: 'sensor7' },
        { kind: 'set-device-name', value: 'Field Sensor' },
      ],
    },
  },
  'improv-no-newline.json': {
    ends: ['identify: done', 'scan: done'],
    state: { phase: 'idle', identified: true, device: sensor, networks: heard },
  },
  // The device was never asked what it is.
  'improv-noise.json': {
    ends: ['identify: improv.silent', 'scan: refused, session.not-identified'],
    state: { phase: 'failed', identified: false, device: null, networks: [] },
  },
  'improv-provisioned.json': {
    ends: ['identify: improv.silent', 'verify: refused, session.not-identified'],
    state: { phase: 'failed', identified: false, connected: false, device: null },
  },
  'improv-stopped.json': {
    ends: ['identify: improv.stopped'],
    state: { phase: 'failed', identified: false, problem: { code: 'improv.stopped' } },
  },
}

describe('recorded devices, byte by byte through a session', () => {
  it.each(Object.keys(implied))('%s ends as it implies', (name) => {
    const { session, ends } = replay(open(name))
    expect(ends).toEqual(implied[name]?.ends)
    expect(session.state).toMatchObject(implied[name]?.state ?? {})
  })

  it.each(files)('%s ends in a named state without a fault of our own', (name) => {
    const { session, ends } = replay(open(name))
    expect(ends.length).toBeGreaterThan(0)
    expect(ends.join()).not.toContain('unexpected')
    expect(['idle', 'failed']).toContain(session.state.phase)
    expect(session.state.phase === 'idle' || session.state.problem !== null).toBe(true)
  })
})
