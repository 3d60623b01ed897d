import { describe, expect, it } from 'vitest'
import { fileOf } from '../testing/recordOf'
import { advanceFlow, type FieldFlow, type FlowEvent, NEW_FLOW } from './fieldFlow'
import { NOTHING_TOLD } from './sameSettings'

const port = { path: '/dev/ttyUSB0', baudRate: 115_200, driver: null, usbSerial: null }
const network = { ssid: 'Mast-North', open: false }
const finding = { code: 'scattered' as const, distanceM: 30, message: 'The fixes disagree.' }

const file = fileOf({})

const run = (events: FlowEvent[], from: FieldFlow = NEW_FLOW) => events.reduce(advanceFlow, from)

const oneDevice: FlowEvent[] = [
  { type: 'work-order-chosen', workOrderId: 'w1' },
  { type: 'opened', port },
  { type: 'passed', step: 'identify' },
  { type: 'told', told: { network, hostname: 'mast-1' } },
  { type: 'passed', step: 'connect' },
  { type: 'passed', step: 'verify' },
  { type: 'positioned', position: { lat: 1, lng: 2, source: 'typed', fix: null }, findings: [] },
]

describe('advanceFlow', () => {
  it('goes from the port to identifying and from the position to signing', () => {
    const flow = run(oneDevice)
    expect(flow.passed).toEqual(['work-order', 'plug-in', 'identify', 'connect', 'verify', 'position'])
    expect(flow).toMatchObject({ step: 'sign', workOrderId: 'w1', position: { lat: 1, lng: 2 } })
  })

  it('takes nothing over to the next device unless it is asked for', () => {
    expect(run([...oneDevice, { type: 'next-device', same: false }])).toEqual(NEW_FLOW)
  })

  it('takes over what the device was told, and neither its work order nor its place', () => {
    const next = run([...oneDevice, { type: 'next-device', same: true }])
    expect(next).toEqual({ ...NEW_FLOW, same: { ...NOTHING_TOLD, port, network, hostname: 'mast-1' } })
    expect(advanceFlow(next, { type: 'opened', port })).toMatchObject({ told: { ...NOTHING_TOLD, port }, same: { network } })
  })

  it('keeps it that no label is wanted, from one device to the next', () => {
    const events: FlowEvent[] = [...oneDevice, { type: 'told', told: { label: false } }, { type: 'next-device', same: true }]
    const third = run([...events, { type: 'opened', port }, { type: 'next-device', same: true }])
    expect(third.same?.label).toBe(false)
  })

  it('keeps the count of names over a device that was given none', () => {
    const next = run([
      ...oneDevice,
      { type: 'next-device', same: true },
      { type: 'opened', port },
      { type: 'next-device', same: true },
    ])
    expect(next.same?.hostname).toBe('mast-1')
  })

  it('forgets that a network was verified once another is joined', () => {
    expect(run([...oneDevice, { type: 'passed', step: 'connect' }]).passed).not.toContain('verify')
    expect(run([...oneDevice, { type: 'passed', step: 'connect' }]).passed).toContain('connect')
  })

  it('keeps the place in the steps over a port that was gone and came back', () => {
    const before = run([...oneDevice.slice(0, 4), { type: 'went', step: 'connect' }])
    expect(advanceFlow(before, { type: 'reopened' })).toEqual(before)
  })

  it('asks for the login again of a console whose port was gone, or that restarted', () => {
    const loggedIn = run([...oneDevice.slice(0, 3), { type: 'passed', step: 'log-in' }, { type: 'went', step: 'prove' }])
    expect(advanceFlow(loggedIn, { type: 'reopened' }).passed).toEqual(['work-order', 'plug-in', 'identify'])
    const due = advanceFlow(loggedIn, { type: 'login-due' })
    expect(due).toMatchObject({ step: 'log-in', passed: ['work-order', 'plug-in', 'identify'] })
  })

  it('begins again with another device, with the same work order and without anything told to the first', () => {
    const flow = run([...oneDevice, { type: 'other-device' }])
    expect(flow).toMatchObject({
      step: 'identify',
      passed: ['work-order', 'plug-in'],
      workOrderId: 'w1',
      told: { ...NOTHING_TOLD, port },
    })
  })

  it('goes on with an unfinished session at its port, for its work order', () => {
    const flow = run([
      { type: 'unfinished-found' },
      { type: 'resumed', sessionId: 's1', workOrderId: 'w7', path: '/dev/ttyACM3' },
    ])
    expect(flow).toMatchObject({ step: 'plug-in', resumes: 's1', workOrderId: 'w7', asksUnfinished: false })
    expect(flow.told.port?.path).toBe('/dev/ttyACM3')
  })

  it('does not put what is unfinished over a device in hand', () => {
    const flow = run(oneDevice.slice(0, 2))
    expect(advanceFlow(flow, { type: 'unfinished-found' })).toBe(flow)
    expect(run([{ type: 'unfinished-found' }]).asksUnfinished).toBe(true)
  })

  it('gives no second device a name that was given to one that was left half way', () => {
    const batch: FlowEvent[] = [...oneDevice, { type: 'next-device', same: true }, { type: 'opened', port }]
    const named = run([...batch, { type: 'told', told: { hostname: 'mast-2' } }])
    for (const left of [{ type: 'other-port' }, { type: 'other-device' }, { type: 'opened', port }] as const) {
      expect(advanceFlow(named, left)).toMatchObject({ same: { hostname: 'mast-2' }, told: { hostname: null } })
    }
  })

  it('keeps a signed record while saving it fails, as long as device and place are the same', () => {
    const signed = run([...oneDevice, { type: 'signed', file }])
    const [place] = oneDevice.slice(-1)
    if (place?.type !== 'positioned') throw new Error('the last event sets the position')
    expect(advanceFlow(signed, place).file).toBe(file)
    const elsewhere = { ...place, position: { lat: 1, lng: 3, source: 'typed' as const, fix: null } }
    expect(advanceFlow(signed, elsewhere).file).toBeNull()
    const odd = { ...place, findings: [{ ...finding }] }
    expect(advanceFlow(signed, odd).file).toBeNull()
    for (const left of [{ type: 'other-port' }, { type: 'other-device' }, { type: 'opened', port }] as const) {
      expect(advanceFlow(signed, left).file).toBeNull()
    }
  })

  it('forgets what was signed of a device left half way once the list of those is left', () => {
    const signed = run([{ type: 'unfinished-found' }, { type: 'signed', file }])
    expect(signed.file).toBe(file)
    expect(advanceFlow(signed, { type: 'unfinished-left' })).toMatchObject({ file: null, asksUnfinished: false })
    // Coming back to a device whose record is on screen finds nothing unfinished either, and leaves it there.
    const outcome = run([...oneDevice, { type: 'signed', file }])
    expect(advanceFlow(outcome, { type: 'unfinished-left' })).toBe(outcome)
  })

  it('starts at the port again for another one, for the same work order', () => {
    expect(run([...oneDevice, { type: 'other-port' }])).toMatchObject({
      step: 'plug-in',
      passed: ['work-order'],
      workOrderId: 'w1',
    })
  })
})
