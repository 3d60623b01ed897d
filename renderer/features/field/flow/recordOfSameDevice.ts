/** A device that is plugged in twice is told by its own identifiers; a name alone proves nothing, since many share one. */
import type { Provisioning } from '#core/model/records'
import { provisioningFileSchema } from '#core/provisioning/provisioningFile'
import type { DeviceIdentifier } from '#core/provisioning/session/sessionState'

/** @returns the first of `provisionings` whose device has one of these identifiers. */
export function recordOfSameDevice(
  identifiers: readonly DeviceIdentifier[],
  provisionings: readonly Provisioning[],
): Provisioning | null {
  const wanted = new Set(identifiers.filter(({ kind }) => kind !== 'join-eui').map(textOf))
  if (wanted.size === 0) return null
  return provisionings.find(({ file }) => identifiersOf(file).some((identifier) => wanted.has(textOf(identifier)))) ?? null
}

function identifiersOf(file: unknown): DeviceIdentifier[] {
  const parsed = provisioningFileSchema.safeParse(file).data
  return parsed?.format === 'commonmast-provisioning-v2' ? parsed.facts.identifiers : []
}

/** Hardware addresses are written with and without separators, in either case; keys and serial numbers are as they are. */
function textOf({ kind, value }: DeviceIdentifier): string {
  const isHex = kind === 'mac' || kind.endsWith('-eui')
  return `${kind} ${isHex ? value.replace(/[^0-9a-f]/gi, '').toLowerCase() : value}`
}
