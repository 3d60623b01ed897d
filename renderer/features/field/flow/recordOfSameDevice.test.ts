import { describe, expect, it } from 'vitest'
import type { Provisioning } from '#core/model/records'
import type { ProvisioningFacts } from '#core/provisioning/provisioningFile'
import type { DeviceIdentifier } from '#core/provisioning/session/sessionState'
import { recordOf } from '../testing/recordOf'
import { recordOfSameDevice, type SeenDevice } from './recordOfSameDevice'

const TODAY = new Date('2026-03-04T12:00:00')

const unreadable = (id: string): Provisioning => ({ ...recordOf({ id }, TODAY), file: {} })

function signed(id: string, change: Partial<ProvisioningFacts>, at = TODAY): Provisioning {
  const port = { path: '/dev/ttyUSB0', vendorId: null, productId: null, serialNumber: '0001' }
  return recordOf({ id, hostname: 'mast-1', port, ...change }, at)
}

const roof: SeenDevice = {
  identifiers: [],
  driver: 'improv',
  hostname: 'mast-1',
  simulated: false,
  usbSerial: '0001',
  device: { name: 'Roof', firmware: 'f', version: '1', chip: 'c' },
}
const find = (seen: Partial<SeenDevice>, records: Provisioning[]) => {
  const found = recordOfSameDevice({ ...roof, ...seen }, records, TODAY)
  return found && [found.record.id, found.by]
}
const known = (id: string, ...identifiers: DeviceIdentifier[]) => signed(id, { identifiers })

describe('recordOfSameDevice, by its own identifiers', () => {
  it('takes no unreadable record for a device', () => {
    expect(find({ identifiers: [{ kind: 'mac', value: 'aa' }] }, [unreadable('r')])).toBeNull()
    expect(find({}, [unreadable('r')])).toBeNull()
  })

  it('finds a device by its own address, however that is written, and however long ago', () => {
    const records = [
      signed('r1', { identifiers: [{ kind: 'mac', value: 'dca632010203' }] }, new Date('2025-01-01T12:00:00')),
      known('r2', { kind: 'helium-key', value: '14abC' }),
    ]
    const by = (identifier: DeviceIdentifier) => find({ identifiers: [identifier] }, records)
    expect(by({ kind: 'mac', value: 'DC:A6:32:01:02:03' })).toEqual(['r1', 'identifier'])
    expect(by({ kind: 'dev-eui', value: 'dca632010203' })).toBeNull()
    expect(by({ kind: 'helium-key', value: '14abC' })).toEqual(['r2', 'identifier'])
    expect(by({ kind: 'helium-key', value: '14abc' })).toBeNull()
  })

  it('does not take a device with an address of its own for one that merely looks like it', () => {
    expect(find({ identifiers: [{ kind: 'mac', value: 'aa' }] }, [signed('r', {})])).toBeNull()
    expect(find({}, [known('r', { kind: 'mac', value: 'aa' })])).toBeNull()
  })

  it('does not take a join identifier, which many devices share, for a device', () => {
    const shared: DeviceIdentifier = { kind: 'join-eui', value: '70b3d57ed0000000' }
    expect(find({ identifiers: [shared], hostname: 'another' }, [known('r', shared)])).toBeNull()
  })
})

describe('recordOfSameDevice, by its looks', () => {
  it('finds the record of a device that was not swapped', () => {
    expect(find({}, [signed('r', {})])).toEqual(['r', 'looks'])
    expect(find({ hostname: null, usbSerial: null }, [signed('r', {})])).toEqual(['r', 'looks'])
  })

  it.each<Partial<SeenDevice>>([
    { device: { name: 'Roof 2', firmware: 'f', version: '1', chip: 'c' } },
    { device: { name: 'Roof', firmware: 'g', version: '1', chip: 'c' } },
    { device: { name: 'Roof', firmware: 'f', version: '1', chip: 'd' } },
    { hostname: 'mast-2' },
    { usbSerial: '0002' },
    { driver: 'nmea' },
    { simulated: true },
    { device: null },
  ])('takes another one for new: %o', (seen) => {
    expect(find(seen, [signed('r', {})])).toBeNull()
  })

  it('looks among the records of today alone', () => {
    expect(find({}, [signed('r', {}, new Date('2026-03-03T12:00:00'))])).toBeNull()
  })
})
