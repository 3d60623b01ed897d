/** The devices that every line is tried with, and a whole run with each. */
import { expect } from 'vitest'
import type { SessionOrder } from '#core/contract/provisioningCalls'
import { createImprovDriver } from '#core/provisioning/improv/improvDriver'
import { improvTiming } from '#core/provisioning/improv/timing'
import { createNmeaDriver } from '#core/provisioning/nmea/nmeaDriver'
import { nmeaTiming } from '#core/provisioning/nmea/timing'
import type { ProvisioningDriver } from '#core/provisioning/session/ProvisioningDriver'
import type { DriverName } from '#core/provisioning/session/sessionState'
import { simulatedDevice } from '#core/provisioning/simulated/simulatedHotspot'
import type { TrainingDeviceName } from '#core/provisioning/simulated/trainingDevices'

export interface Subject {
  device: TrainingDeviceName
  driver: DriverName
  simulated: boolean
  /** All that a technician does with it, from identifying on. */
  orders: readonly [SessionOrder, SessionOrder, ...SessionOrder[]]
  /** What is known, and signed, at the end. */
  state: { device: unknown } & Record<string, unknown>
  facts: Record<string, unknown>
  /** Given to the device, and never to be seen again. */
  secrets: readonly string[]
  /** With little patience for a device that does not answer. */
  impatientDriver(): ProvisioningDriver
  /** So many more bytes of the device than identifying takes are within the step after it. */
  bytesPastIdentifying: number
}

const guestPassword = 'hunter2-any-Pa$$word'
const url = 'http://192.0.2.10/'

const hotspotSubject: Subject = {
  device: 'hotspot',
  driver: 'improv',
  simulated: true,
  orders: [
    { kind: 'identify' },
    { kind: 'scan' },
    // Open, so it takes any password: one that stands nowhere else.
    { kind: 'connect', ssid: 'Library Guest', password: guestPassword, keep: 'no' },
    { kind: 'verify' },
  ],
  state: { device: simulatedDevice, connected: true, ssid: 'Library Guest', urls: [url], proof: null },
  facts: { device: simulatedDevice, connected: true, proved: false, network: { ssid: 'Library Guest', urls: [url] } },
  secrets: [guestPassword],
  impatientDriver: () => createImprovDriver({ ...improvTiming, answerMs: 30 }),
  bytesPastIdentifying: 100,
}

const receiverSubject: Subject = {
  device: 'receiver',
  driver: 'nmea',
  simulated: true,
  orders: [{ kind: 'identify' }, { kind: 'receive-position', fixesWanted: 5 }, { kind: 'verify' }],
  state: { device: expect.objectContaining({ chip: 'GNSS' }), position: expect.objectContaining({ fixes: 5 }), connected: false },
  facts: { positionFixed: true, position: { source: 'gnss', fix: { fixes: 5 } }, connected: false, proved: false, network: null },
  secrets: [],
  impatientDriver: () => createNmeaDriver({ ...nmeaTiming, probeMs: 30 }),
  bytesPastIdentifying: 700,
}

export const subjects: readonly Subject[] = [hotspotSubject, receiverSubject]
