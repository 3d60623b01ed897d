/** A signed record of a device, for tests: its signature is not one. */
import type { Provisioning } from '#core/model/records'
import type { ProvisioningFacts, ProvisioningFileV2 } from '#core/provisioning/provisioningFile'

const AT = '2026-01-01T12:00:00.000Z'

export function fileOf(change: Partial<ProvisioningFacts>): ProvisioningFileV2 {
  const facts: ProvisioningFacts = {
    id: 'r',
    workOrderId: null,
    technician: null,
    driver: 'improv',
    simulated: false,
    identifiers: [],
    hostname: null,
    port: { path: '/dev/ttyUSB0', vendorId: null, productId: null, serialNumber: null },
    device: { name: 'Roof', firmware: 'f', version: '1', chip: 'c' },
    identified: true,
    connected: true,
    proved: false,
    positionFixed: false,
    network: null,
    proof: null,
    registration: null,
    position: null,
    placement: [],
    startedAt: AT,
    signedAt: AT,
    elapsedMs: 0,
    steps: [],
    recovered: false,
    evidence: null,
    ...change,
  }
  return { format: 'commonmast-provisioning-v2', facts, publicKey: 'a'.repeat(64), signature: 'b'.repeat(128) }
}

export function recordOf(change: Partial<ProvisioningFacts>, signedAt: Date): Provisioning {
  const file = fileOf(change)
  const { id, workOrderId, device, simulated } = file.facts
  return { id, workOrderId, deviceName: device.name, simulated, file, createdAt: signedAt.toISOString() }
}
