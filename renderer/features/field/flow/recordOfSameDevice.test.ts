import { expect, it } from 'vitest'
import type { Provisioning } from '#core/model/records'
import type { ProvisioningFileV2 } from '#core/provisioning/provisioningFile'
import type { DeviceIdentifier } from '#core/provisioning/session/sessionState'
import { recordOfSameDevice } from './recordOfSameDevice'

const record = (id: string, file: unknown): Provisioning => ({
  ...{ id, workOrderId: null, deviceName: 'x', simulated: false, file, createdAt: '' },
})

function signed(id: string, identifiers: DeviceIdentifier[]): Provisioning {
  const facts: ProvisioningFileV2['facts'] = {
    ...{ id, workOrderId: null, technician: null, driver: 'improv', simulated: false, identifiers, hostname: null },
    port: { path: '/dev/ttyUSB0', vendorId: null, productId: null, serialNumber: null },
    device: { name: 'Roof', firmware: 'f', version: '1', chip: 'c' },
    ...{ identified: true, connected: true, proved: false, positionFixed: false, network: null, proof: null },
    ...{ registration: null, position: null, placement: [], startedAt: '', signedAt: '', elapsedMs: 0, steps: [] },
    ...{ recovered: false, evidence: null },
  }
  return record(id, {
    ...{ format: 'commonmast-provisioning-v2', facts, publicKey: 'a'.repeat(64), signature: 'b'.repeat(128) },
  })
}

it('knows nobody by no identifier, and takes no unreadable record for a device', () => {
  expect(recordOfSameDevice([], [signed('r', [])])).toBeNull()
  expect(recordOfSameDevice([{ kind: 'mac', value: 'aa' }], [record('r', {})])).toBeNull()
})

it('finds a device by its own address, however that is written', () => {
  const records = [signed('r1', [{ kind: 'mac', value: 'dca632010203' }]), signed('r2', [{ kind: 'helium-key', value: '14abC' }])]
  const found = (identifier: DeviceIdentifier) => recordOfSameDevice([identifier], records)?.id ?? null
  expect(found({ kind: 'mac', value: 'DC:A6:32:01:02:03' })).toBe('r1')
  expect(found({ kind: 'dev-eui', value: 'dca632010203' })).toBeNull()
  expect(found({ kind: 'helium-key', value: '14abC' })).toBe('r2')
  expect(found({ kind: 'helium-key', value: '14abc' })).toBeNull()
})

it('does not take a join identifier, which many devices share, for a device', () => {
  const records = [signed('r', [{ kind: 'join-eui', value: '70b3d57ed0000000' }])]
  expect(recordOfSameDevice([{ kind: 'join-eui', value: '70b3d57ed0000000' }], records)).toBeNull()
})
