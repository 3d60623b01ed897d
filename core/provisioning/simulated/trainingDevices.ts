/** The simulated devices by name: for training, for the command line and for tests. */
import type { SimulatedDevice } from './simulatedDevice'
import { createSimulatedGateway } from './simulatedGateway'
import { createSimulatedHotspot, type SimulatedHotspotOptions } from './simulatedHotspot'
import { createSimulatedRakModule } from './simulatedRakModule'
import { createSimulatedReceiver } from './simulatedReceiver'

/** `unit` counts from 1: each is a device of its own. */
export type TrainingDeviceOptions = SimulatedHotspotOptions

const makers = {
  hotspot: createSimulatedHotspot,
  gateway: createSimulatedGateway,
  receiver: createSimulatedReceiver,
  rak: createSimulatedRakModule,
} satisfies Record<string, (options: TrainingDeviceOptions) => SimulatedDevice>

export type TrainingDeviceName = keyof typeof makers

export const trainingDeviceNames = Object.keys(makers) as TrainingDeviceName[]

/** @returns null when there is no device of this name. */
export function createTrainingDevice(name: string, options: TrainingDeviceOptions = {}): SimulatedDevice | null {
  return Object.hasOwn(makers, name) ? makers[name as TrainingDeviceName](options) : null
}
