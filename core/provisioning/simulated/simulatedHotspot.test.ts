import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixtureNames, readFixtureJson } from '../../../fixtures/readFixture'
import { improvState, readMessage } from '../improv/message'
import { PacketReader } from '../improv/PacketReader'
import { encodeCommand, improvCommand } from '../improv/rpc'
import { encodeText } from '../improv/text'
import type { Emission, SimulatedDevice } from './simulatedDevice'
import { createSimulatedHotspot, simulatedDevice, trainingPassword } from './simulatedHotspot'
import { createImprovDevice, type ImprovDialect, type ImprovPersona } from './simulatedHotspotImprov'
import { withFaults } from './withFaults'

const folder = 'recordings/serial'

/** The device that the recordings were made with. */
const recorded: ImprovPersona = {
  firmware: 'spike-fw',
  version: '1.4.2',
  chip: 'ESP32-C3',
  name: 'Field Sensor',
  hostname: 'sensor7',
  url: 'http://192.0.2.10/',
  networks: [
    { ssid: encodeText('FieldNet'), rssiDbm: -48, security: 'YES' },
    { ssid: encodeText('Café Grüß'), rssiDbm: -71, security: 'NO' },
    { ssid: encodeText('10bytes'), rssiDbm: -80, security: 'WPA2' },
  ],
  password: 'correct-horse-9',
}

/** What each recording says of its device in its `args`. */
const dialects: Record<string, ImprovDialect> = {
  '--ack-clear': { clearsErrors: true },
  '--no-newline': { newline: false },
  '--provisioned': { state: improvState.provisioned },
  '--stopped': { state: improvState.stopped },
}

interface Recording {
  device: { args: string[] }
  exchanges: Array<{ dir: string; hex: string; gap_ms?: number }>
}

/** Host bytes, each with all that the device said until the next; log text is left out, since every firmware has its own. */
function turnsOf({ exchanges }: Recording): Array<{ host: string; device: string }> {
  const turns: Array<{ host: string; device: string }> = []
  for (const { dir, hex, gap_ms = 0 } of exchanges) {
    // Without a clock the simulation cannot drop a packet whose bytes come too slowly.
    if (dir === 'host->device') turns.push({ host: gap_ms > 100 ? '' : hex, device: '' })
    else for (const turn of turns.slice(-1)) turn.device += hex
  }
  return turns
}

const packetsIn = (hex: string) => {
  const reader = new PacketReader()
  return [...reader.push(hexToBytes(hex)), ...reader.giveUpPartial()]
}
const hexOf = (emissions: Emission[]) => emissions.map(({ bytes }) => bytesToHex(bytes)).join('')
const messages = (emissions: Emission[]) => packetsIn(hexOf(emissions)).map(readMessage)
const ask = (device: SimulatedDevice, command: number, text = '') =>
  messages(device.receive(encodeCommand(command, encodeText(text))))
const strings = (command: number, ...said: string[]) => ({ kind: 'result', command, strings: said })

describe('the simulated Improv device', () => {
  const names = fixtureNames(folder).filter((name) => name.startsWith('improv-'))

  it.each(names)('says byte for byte what the official SDK said: %s', (name) => {
    const recording = readFixtureJson(`${folder}/${name}`) as Recording
    const { args } = recording.device
    const device = createImprovDevice(recorded, Object.assign({}, ...args.map((arg) => dialects[arg] ?? {})))
    const logs = args.includes('--noise') || args.includes('--dangling')
    const turns = turnsOf(recording)
    const said = turns.map(({ host }) => hexOf(device.receive(hexToBytes(host))))
    if (logs) expect(packetsIn(said.join(''))).toEqual(packetsIn(turns.map((turn) => turn.device).join('')))
    else expect(said.join('')).toBe(turns.map((turn) => turn.device).join(''))
    expect(said.join('')).not.toBe('')
  })

  it('cuts a name that fits into no answer, at a whole character', () => {
    const device = createImprovDevice(recorded)
    const [answer] = ask(device, improvCommand.deviceName, 'ü'.repeat(120))
    expect(answer).toEqual(strings(improvCommand.deviceName, 'ü'.repeat(32)))
    expect(ask(device, improvCommand.deviceInfo)).toEqual([
      strings(improvCommand.deviceInfo, 'spike-fw', '1.4.2', 'ESP32-C3', 'ü'.repeat(32)),
    ])
  })

  it.each(['-gw', 'gw-', 'a b', 'gw.example', 'käse', 'x'.repeat(64)])(
    'refuses the host name "%s" and keeps the one before',
    (hostname) => {
      const device = createImprovDevice(recorded)
      expect(ask(device, improvCommand.hostname, hostname)).toEqual([{ kind: 'error', code: 5 }])
      expect(ask(device, improvCommand.hostname)).toEqual([strings(improvCommand.hostname, 'sensor7')])
    },
  )

  it('answers whatever comes without throwing, and still answers afterwards', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (pieces) => {
        const device = withFaults(createImprovDevice(recorded), { noise: true })
        for (const piece of pieces) device.receive(piece)
        // What came may have begun a packet of up to 265 bytes.
        device.receive(new Uint8Array(265))
        expect(ask(device, improvCommand.currentState).at(-1)).toMatchObject({ kind: 'state' })
      }),
      { numRuns: 50 },
    )
  })

  it('answers any order with any payload by a packet', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.uint8Array({ maxLength: 253 }), (command, payload) => {
        const said = createImprovDevice(recorded).receive(encodeCommand(command, payload))
        expect(messages(said).length).toBeGreaterThan(0)
        expect(messages(said)).not.toContain(null)
      }),
    )
  })
})

describe('the training hotspot', () => {
  it('says that it is simulated, and each unit is a device of its own', () => {
    const identities = Array.from({ length: 20 }, (_, at) => {
      const hotspot = createSimulatedHotspot({ unit: at + 1 })
      const [info] = ask(hotspot, improvCommand.deviceInfo)
      expect(info).toMatchObject({
        strings: [simulatedDevice.firmware, simulatedDevice.version, simulatedDevice.chip, expect.any(String)],
      })
      const [hostname] = ask(hotspot, improvCommand.hostname)
      const joined = ask(hotspot, improvCommand.sendWifi, '\x0dLibrary Guest\x00')
      return [info, hostname, joined.at(-1)].map((message) => JSON.stringify(message))
    })
    for (const which of [0, 1, 2]) expect(new Set(identities.map((each) => each[which])).size).toBe(20)
    expect(ask(createSimulatedHotspot(), improvCommand.deviceInfo)).toEqual([
      strings(improvCommand.deviceInfo, ...Object.values(simulatedDevice)),
    ])
  })

  it('hears what real air holds: a hidden network, a name twice, one that is not UTF-8, one of ten bytes', () => {
    const heard = ask(createSimulatedHotspot(), improvCommand.scan).map((message) =>
      message?.kind === 'result' ? message.strings[0] : null,
    )
    expect(heard).toEqual(['Library Guest', 'Mast-North', '', 'Dachgarten Köln', 'Library Guest', 'Café', undefined])
    expect(hexOf(createSimulatedHotspot().receive(encodeCommand(improvCommand.scan)))).toContain('04436166e9')
    // A host name of six characters makes a packet whose own length byte is a newline.
    const renamed = createSimulatedHotspot().receive(encodeCommand(improvCommand.hostname, encodeText('gw-042')))
    expect(hexOf(renamed)).toContain('494d50524f5601040a')
  })

  it('joins with the right password only, later when it is slow, and never when told so', () => {
    const credentials = encodeText('\x0aMast-North\x0acommonmast')
    const order = encodeCommand(improvCommand.sendWifi, credentials)
    expect(messages(createSimulatedHotspot().receive(order))).toMatchObject([
      { state: 3 },
      { state: 4 },
      { strings: ['http://192.0.2.10/'] },
    ])
    expect(messages(createSimulatedHotspot({ wrongPassword: true }).receive(order))).toMatchObject([
      { state: 3 },
      { code: 3 },
      { state: 2 },
    ])
    const slow = createSimulatedHotspot({ joinDelayMs: 9_000 }).receive(order)
    expect(slow.map(({ delayMs }) => delayMs)).toEqual([0, 9_000, 0])
  })

  it('joins a network by the bytes of its name, however they read', () => {
    const join = (ssid: Uint8Array) => {
      const credentials = Uint8Array.of(ssid.length, ...ssid, trainingPassword.length, ...encodeText(trainingPassword))
      return messages(createSimulatedHotspot().receive(encodeCommand(improvCommand.sendWifi, credentials)))
    }
    expect(join(Uint8Array.of(0x43, 0x61, 0x66, 0xe9))).toMatchObject([
      { state: 3 },
      { state: 4 },
      { strings: [expect.any(String)] },
    ])
    // The same name in UTF-8 is another network, and a hidden one has no name to join by.
    for (const other of [encodeText('Café'), new Uint8Array(0)]) {
      expect(join(other)).toMatchObject([{ state: 3 }, { code: 3 }, { state: 2 }])
    }
  })
})
