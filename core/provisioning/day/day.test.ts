import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import type { Provisioning } from '../../model/records'
import { encodeDeviceLink } from '../label/deviceLink'
import { shortCodeOf } from '../label/shortCode'
import type { ProvisioningFacts } from '../provisioningFile'
import { dayTimeline } from './dayTimeline'
import { deviceOfDay, outcomeOf } from './deviceOfDay'
import { devicesCsv } from './devicesCsv'
import { filterDevices } from './filterDevices'

const facts = (rest: Partial<ProvisioningFacts> = {}): ProvisioningFacts => ({
  id: 'p1',
  workOrderId: 'w1',
  technician: { memberId: 'm1', name: 'Zoë' },
  driver: 'rak-at',
  simulated: false,
  port: { path: '/dev/ttyUSB0', vendorId: null, productId: null, serialNumber: null },
  device: { name: 'Roof 1', firmware: 'RUI', version: '4.1', chip: 'RAK3172' },
  identifiers: [
    { kind: 'mac', value: 'dca632010203' },
    { kind: 'mac', value: 'DC:A6:32:01:02:04' },
    { kind: 'dev-eui', value: 'ac1f09fffe04891a' },
  ],
  hostname: 'roof-1',
  identified: true,
  connected: true,
  proved: false,
  positionFixed: true,
  network: null,
  proof: null,
  registration: null,
  placement: [],
  recovered: false,
  evidence: null,
  position: {
    lat: 41.15,
    lng: -8.61,
    source: 'gnss',
    fix: {
      lat: 41.15,
      lng: -8.61,
      altitudeM: null,
      fixes: 30,
      scatterRmsM: 1,
      scatterMaxM: 2,
      quality: 'gps',
      hdop: 0.9,
      satellites: 11,
      firstTime: '',
      lastTime: '',
    },
  },
  startedAt: '2026-11-02T10:00:00.000Z',
  signedAt: '2026-11-02T10:02:00.000Z',
  elapsedMs: 120_000,
  steps: [
    { kind: 'identify', startedMs: 1_000, endedMs: 3_000, outcome: 'done' },
    { kind: 'connect', startedMs: 20_000, endedMs: null, outcome: null },
  ],
  ...rest,
})

const kept = (rest: Partial<ProvisioningFacts> = {}): Provisioning => {
  const all = facts(rest)
  return {
    id: all.id,
    workOrderId: all.workOrderId,
    deviceName: all.device.name,
    simulated: all.simulated,
    createdAt: all.signedAt,
    file: { format: 'commonmast-provisioning-v2', facts: all, publicKey: 'a'.repeat(64), signature: 'b'.repeat(128) },
  }
}
const titleOf = (id: string) => (id === 'w1' ? 'Site 1, north' : '')
const rowsOf = (text: string) => Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data

describe('the devices of a day', () => {
  it('are one line each, with keys, MACs and EUIs', () => {
    const text = devicesCsv([deviceOfDay(kept())], titleOf)
    expect(text.split('\r\n')).toHaveLength(3)
    expect(rowsOf(text)).toEqual([
      expect.objectContaining({
        name: 'Roof 1',
        macs: 'DC:A6:32:01:02:03 DC:A6:32:01:02:04',
        dev_eui: 'AC1F09FFFE04891A',
        helium_key: '',
        hostname: 'roof-1',
        lat: '41.15',
        lng: '-8.61',
        hdop: '0.9',
        satellites: '11',
        work_order: 'Site 1, north',
        technician: 'Zoë',
        record_id: 'p1',
        proved: 'no',
        position_fixed: 'yes',
        seconds: '120',
      }),
    ])
  })

  it.each(['=1+1', '+49 30', '-2', '@here', '\t=x'])('write a name that a spreadsheet would run as text: %s', (name) => {
    const [row] = rowsOf(devicesCsv([deviceOfDay(kept({ device: { ...facts().device, name } }))], titleOf))
    expect(row?.name).toBe(`'${name}`)
  })

  it('stay one line each whatever a device says', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), (names) => {
        const devices = names.map((name) => deviceOfDay(kept({ hostname: name, device: { ...facts().device, name } })))
        expect(rowsOf(devicesCsv(devices, titleOf))).toHaveLength(names.length)
      }),
    )
  })

  it('of version 1 show what they hold, and one that cannot be read shows its name', () => {
    const { technician: _t, identifiers: _i, hostname: _h, positionFixed: _f, ...rest } = facts()
    const old = { ...rest, driver: 'improv', proved: false, network: null, position: { lat: 1, lng: 2, source: 'typed' } }
    const file = { format: 'commonmast-provisioning-v1', facts: old, publicKey: 'a'.repeat(64), signature: 'b'.repeat(128) }
    expect(deviceOfDay({ ...kept(), file }).facts).toMatchObject({
      driver: 'improv',
      position: { lat: 1, lng: 2 },
      identifiers: [],
    })
    const broken = deviceOfDay({ ...kept(), file: { format: 'commonmast-provisioning-v9' } })
    expect(outcomeOf(broken)).toBe('Record cannot be read')
    expect(rowsOf(devicesCsv([broken], titleOf))).toEqual([
      expect.objectContaining({ name: 'Roof 1', record_id: 'p1', driver: '' }),
    ])
  })

  it('are found by their words, by a MAC without separators, and by the short code alone', () => {
    const devices = [
      deviceOfDay(kept()),
      deviceOfDay(kept({ id: 'p2', device: { ...facts().device, name: 'Zażółć' }, identifiers: [] })),
    ]
    const found = (filter: string) => filterDevices(devices, filter, titleOf).map(({ recordId }) => recordId)
    expect(found('')).toEqual(['p1', 'p2'])
    expect(found('dca6320102')).toEqual(['p1'])
    expect(found('zazołc')).toEqual(['p2'])
    expect(found('zazo')).toEqual(['p2'])
    expect(found('site connected')).toEqual(['p1', 'p2'])
    expect(found(devices[1]?.shortCode.toLowerCase().replace('-', ' ') ?? '')).toEqual(['p2'])
    expect(found('nothing like it')).toEqual([])
    expect(found('LW:D0:1122334455667788:AC1F09FFFE04891A:00000000')).toEqual(['p1'])
    expect(found('LW:D0:1122334455667788:AC1F09FFFE04891A:00000000:C0000')).toEqual([])
    expect(found(encodeDeviceLink({ shortCode: shortCodeOf('p2'), recordId: 'p2' }))).toEqual(['p2'])
  })
})

describe('the timeline of a day', () => {
  it('has every device between round times, its steps inside its own bar', () => {
    const timeline = dayTimeline([deviceOfDay(kept({ id: 'p2', startedAt: '2026-11-02T11:30:00.000Z' })), deviceOfDay(kept())])
    expect(timeline?.devices.map(({ recordId }) => recordId)).toEqual(['p1', 'p2'])
    expect(new Date(timeline?.fromMs ?? 0).toISOString()).toBe('2026-11-02T10:00:00.000Z')
    expect(new Date(timeline?.toMs ?? 0).toISOString()).toBe('2026-11-02T11:45:00.000Z')
    expect(timeline?.ticksMs).toHaveLength(8)
    const [first] = timeline?.devices ?? []
    expect(first?.steps.map(({ kind, fromMs, toMs }) => [kind, fromMs - first.fromMs, toMs - first.fromMs])).toEqual([
      ['identify', 1_000, 3_000],
      ['connect', 20_000, 20_000],
    ])
  })

  it('never has more ticks than are legible, nor a step outside its device, whatever the clocks say', () => {
    const time = fc.integer({ min: 0, max: 86_400_000 })
    const device = fc.record({ start: time, elapsed: fc.integer({ min: 0, max: 40_000_000 }), step: fc.tuple(time, time) })
    fc.assert(
      fc.property(fc.array(device, { minLength: 1, maxLength: 6 }), (days) => {
        const base = Date.parse('2026-11-02T00:00:00.000Z')
        const timeline = dayTimeline(
          days.map(({ start, elapsed, step: [startedMs, endedMs] }) =>
            deviceOfDay(
              kept({
                startedAt: new Date(base + start).toISOString(),
                elapsedMs: elapsed,
                steps: [{ kind: 'scan', startedMs, endedMs, outcome: 'done' }],
              }),
            ),
          ),
        )
        if (!timeline) throw new Error('there are devices')
        expect(timeline.ticksMs.length).toBeLessThanOrEqual(9)
        for (const one of timeline.devices) {
          expect(one.fromMs).toBeGreaterThanOrEqual(timeline.fromMs)
          expect(one.toMs).toBeLessThanOrEqual(timeline.toMs)
          for (const step of one.steps) {
            expect(step.fromMs).toBeGreaterThanOrEqual(one.fromMs)
            expect(step.toMs).toBeGreaterThanOrEqual(step.fromMs)
            expect(step.toMs).toBeLessThanOrEqual(one.toMs)
          }
        }
      }),
    )
  })

  it('is none without a device, and none for times that cannot be read', () => {
    expect(dayTimeline([])).toBeNull()
    expect(dayTimeline([deviceOfDay(kept({ startedAt: 'yesterday' }))])).toBeNull()
  })
})
