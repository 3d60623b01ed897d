/** The training hotspot behind a pseudo-terminal. */
import { createSimulatedHotspot, type SimulatedHotspotOptions } from '#core/provisioning/simulated/simulatedHotspot'
import { type DeviceOnPty, deviceOnPty } from './deviceOnPty'

export type HotspotOnPty = DeviceOnPty

/** @throws Error when socat is missing or does not start. */
export function simulatedHotspotOnPty({ faults = {} }: { faults?: SimulatedHotspotOptions } = {}): Promise<HotspotOnPty> {
  return deviceOnPty(createSimulatedHotspot(faults))
}
