/** Finding a device among the day's: by anything that is shown of it, or by the short code on its label. */
import { readScannedLabel, type ScannedLabel } from '../label/scannedLabel'
import { type DeviceOfDay, outcomeOf } from './deviceOfDay'

/** Every word of the filter must be somewhere in the line; a label's code, or its short code, finds its device alone. */
export function filterDevices(
  devices: readonly DeviceOfDay[],
  filter: string,
  titleOf: (workOrderId: string) => string,
): DeviceOfDay[] {
  const scanned = readScannedLabel(filter)
  const byLabel = scanned === null ? [] : devices.filter((device) => hasLabel(device, scanned))
  if (byLabel.length > 0) return byLabel
  const words = plain(filter).split(/\s+/).filter(Boolean)
  return devices.filter((device) => {
    const text = plain(searchText(device, titleOf))
    return words.every((word) => text.includes(word))
  })
}

function hasLabel(device: DeviceOfDay, scanned: ScannedLabel): boolean {
  if (scanned.kind === 'short-code') return device.shortCode.replace('-', '') === scanned.shortCode
  return device.facts?.identifiers.some(({ kind, value }) => kind === 'dev-eui' && value === scanned.devEui) ?? false
}

function searchText(device: DeviceOfDay, titleOf: (workOrderId: string) => string): string {
  const { facts } = device
  const values = facts?.identifiers.map(({ value }) => value) ?? []
  return [
    device.name,
    device.shortCode,
    device.recordId,
    outcomeOf(device),
    device.simulated ? 'training' : '',
    facts?.driver,
    facts?.firmware,
    facts?.hostname,
    facts?.technician,
    facts?.workOrderId ? titleOf(facts.workOrderId) : '',
    ...values,
    // Typed without separators.
    ...values.map((value) => value.replaceAll(/[:-]/g, '')),
  ].join('\n')
}

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
