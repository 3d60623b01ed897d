import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeviceIdentifier } from '../session/sessionState'
import { deviceLabel, type LabelSubject } from './deviceLabel'
import { decodeDeviceLink } from './deviceLink'
import { shortCodeOf, spokenShortCode } from './shortCode'
import { decodeTr005 } from './tr005'

const HELIUM_KEY = '11263KqqXrWrmGTTvpqnVQUkHYtQEj8UjKrSDcDTXPJgNsZ8pVw3'
const subject = (identifiers: DeviceIdentifier[], rest: Partial<LabelSubject> = {}): LabelSubject => ({
  id: '6f1c9c2e-5b0e-4c39-8c0a-6d3b3f1f0a01',
  driver: 'improv',
  device: { name: 'Roof 1', firmware: 'esphome', version: '1', chip: 'ESP32' },
  hostname: null,
  identifiers,
  simulated: false,
  ...rest,
})

describe('the label of a device', () => {
  it('carries TR005 when the device has a DevEUI and a JoinEUI, longest first', () => {
    const label = deviceLabel(
      subject([
        { kind: 'serial-number', value: 'rak-42' },
        { kind: 'join-eui', value: 'ac1f09fff8680811' },
        { kind: 'dev-eui', value: 'AC-1F-09-FF-FE-04-89-1A' },
      ]),
    )
    expect(label.network).toBe('LoRaWAN device')
    const [longest, shorter, shortest] = label.qrTexts.map(decodeTr005)
    const plain = { joinEui: 'AC1F09FFF8680811', devEui: 'AC1F09FFFE04891A', profileId: '00000000' }
    expect(longest).toEqual({ ...plain, serialNumber: 'RAK-42' })
    expect(shorter).toEqual(plain)
    expect(shortest).toEqual(plain)
    expect(label.lines[0]).toEqual({ name: 'DevEUI', value: 'AC1F09FFFE04891A' })
  })

  it('links to its record otherwise, with the most telling identifier', () => {
    const label = deviceLabel(
      subject([
        { kind: 'mac', value: 'dca632010203' },
        { kind: 'helium-key', value: HELIUM_KEY },
      ]),
    )
    expect(label.network).toBe('Helium hotspot')
    expect(decodeDeviceLink(label.qrTexts[0] ?? '')).toEqual({
      shortCode: shortCodeOf('6f1c9c2e-5b0e-4c39-8c0a-6d3b3f1f0a01'),
      recordId: '6f1c9c2e-5b0e-4c39-8c0a-6d3b3f1f0a01',
      identifier: { kind: 'helium-key', value: HELIUM_KEY },
    })
    expect(label.lines.map(({ value }) => value)).toEqual([HELIUM_KEY, 'DC:A6:32:01:02:03'])
    expect(label.shortCode).toBe(spokenShortCode(shortCodeOf('6f1c9c2e-5b0e-4c39-8c0a-6d3b3f1f0a01')))
  })

  it('has a code and a title whatever little is known', () => {
    const label = deviceLabel(
      subject([], { id: 'an id\nwith a line', device: { name: ' \n', firmware: '', version: '', chip: '' } }),
    )
    expect(label.title).toBe('Device')
    expect(label.qrTexts.map((text) => decodeDeviceLink(text).recordId)).toEqual([undefined])
  })

  it('shows a name that would reorder or hide its neighbours as what it is', () => {
    const spoofed = subject([], { device: { name: 'Roof\u202e1\u0007', firmware: '', version: '', chip: '' } })
    expect(deviceLabel(spoofed).title).toBe('Roof\ufffd1\u2407')
  })

  it('never holds a password: not in the code, whatever the device says; of identifiers only those of a known form', () => {
    const secret = fc.string({ minLength: 8, maxLength: 63 }).map((text) => `pass word ${text}`)
    const kind = fc.constantFrom<DeviceIdentifier['kind']>('mac', 'dev-eui', 'join-eui', 'helium-key', 'serial-number', 'chip-id')
    fc.assert(
      fc.property(secret, fc.array(kind), (password, kinds) => {
        const said = subject(
          kinds.map((one) => ({ kind: one, value: password })),
          { hostname: password, device: { name: 'Roof', firmware: password, version: password, chip: password } },
        )
        const withMore = { ...said, network: { ssid: password }, evidence: password }
        const label = deviceLabel(withMore)
        const printed = [label.title, ...label.lines.map(({ value }) => value), ...label.qrTexts.map(decodeURIComponent)].join(
          '\n',
        )
        expect(printed).not.toContain(password)
      }),
    )
  })
})
