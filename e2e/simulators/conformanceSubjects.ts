/** The devices that every line is tried with, and a whole run with each. */
import { expect } from 'vitest'
import type { SessionOrder } from '#core/contract/provisioningCalls'
import { createConsoleDriver } from '#core/provisioning/console/consoleDriver'
import { consoleTiming } from '#core/provisioning/console/timing'
import { createImprovDriver } from '#core/provisioning/improv/improvDriver'
import { improvTiming } from '#core/provisioning/improv/timing'
import { createNmeaDriver } from '#core/provisioning/nmea/nmeaDriver'
import { nmeaTiming } from '#core/provisioning/nmea/timing'
import { createRakDriver } from '#core/provisioning/rak/rakDriver'
import { rakTiming } from '#core/provisioning/rak/timing'
import type { ProvisioningDriver } from '#core/provisioning/session/ProvisioningDriver'
import type { DriverName } from '#core/provisioning/session/sessionState'
import { trainingConsolePassword } from '#core/provisioning/simulated/simulatedGateway'
import { simulatedDevice } from '#core/provisioning/simulated/simulatedHotspot'
import type { TrainingDeviceName } from '#core/provisioning/simulated/trainingDevices'

export interface Subject {
  device: TrainingDeviceName
  driver: DriverName
  simulated: boolean
  /** Until it has said what it is. */
  opening: readonly [SessionOrder, ...SessionOrder[]]
  /** What a technician does with it then. */
  rest: readonly [SessionOrder, ...SessionOrder[]]
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
const renamed = { ...simulatedDevice, name: 'Dach Süd' }
const url = 'http://192.0.2.10/'

const hotspotSubject: Subject = {
  device: 'hotspot',
  driver: 'improv',
  simulated: true,
  opening: [{ kind: 'identify' }],
  rest: [
    { kind: 'scan' },
    // Open, so it takes any password: one that stands nowhere else.
    { kind: 'connect', ssid: 'Library Guest', password: guestPassword, keep: 'no' },
    { kind: 'set-hostname', hostname: 'roof-12' },
    { kind: 'set-device-name', name: 'Dach Süd' },
    { kind: 'verify' },
  ],
  state: { device: renamed, connected: true, ssid: 'Library Guest', urls: [url], proof: null },
  facts: { device: renamed, connected: true, proved: false, network: { ssid: 'Library Guest', urls: [url] } },
  secrets: [guestPassword],
  impatientDriver: () => createImprovDriver({ ...improvTiming, answerMs: 30 }),
  bytesPastIdentifying: 100,
}

/** The same key as Helium and as Solana write it. */
const owner = '13GAPer3q5D4X4xFDeSaDtqq1mYji4tCjbMcQN7fL3YVvvgXyer'

const solanaOwner = '3pFBLgpxtU5ExzW4TqTbhQL8jyXLMu5rCBosDTmHWoxg'

const gatewaySubject: Subject = {
  device: 'gateway',
  driver: 'linux-console',
  simulated: true,
  opening: [{ kind: 'identify' }, { kind: 'log-in', user: 'root', password: trainingConsolePassword }],
  rest: [
    { kind: 'prove' },
    { kind: 'register', owner, payer: owner, mode: 'dataonly' },
    { kind: 'set-hostname', hostname: 'roof-12' },
    { kind: 'verify' },
  ],
  state: {
    device: expect.objectContaining({ os: expect.any(String) }),
    hostname: 'roof-12',
    connected: true,
    loginNeeded: false,
  },
  facts: {
    connected: true,
    proved: true,
    hostname: 'roof-12',
    proof: { method: 'helium-add-gateway' },
    registration: { owner: solanaOwner, payer: solanaOwner, mode: 'dataonly' },
  },
  // Its password is the program's own name, which stands in every record: a wrong one is searched for in the test of faults.
  secrets: [],
  impatientDriver: () => createConsoleDriver({ ...consoleTiming, answerMs: 30, bootMs: 30 }),
  bytesPastIdentifying: 100,
}

const receiverSubject: Subject = {
  device: 'receiver',
  driver: 'nmea',
  simulated: true,
  opening: [{ kind: 'identify' }],
  rest: [{ kind: 'receive-position', fixesWanted: 5 }, { kind: 'verify' }],
  state: { device: expect.objectContaining({ chip: 'GNSS' }), position: expect.objectContaining({ fixes: 5 }), connected: false },
  facts: { positionFixed: true, position: { source: 'gnss', fix: { fixes: 5 } }, connected: false, proved: false, network: null },
  secrets: [],
  impatientDriver: () => createNmeaDriver({ ...nmeaTiming, probeMs: 30 }),
  bytesPastIdentifying: 700,
}

const rakSubject: Subject = {
  device: 'rak',
  driver: 'rak-at',
  simulated: true,
  opening: [{ kind: 'identify' }],
  rest: [{ kind: 'verify' }],
  state: {
    device: expect.objectContaining({ version: expect.stringContaining('simulated') }),
    identifiers: expect.arrayContaining([{ kind: 'dev-eui', value: 'AC1F09FFFE000001' }]),
    abilities: ['verify'],
  },
  facts: { proved: false, identifiers: expect.arrayContaining([{ kind: 'dev-eui', value: 'AC1F09FFFE000001' }]) },
  secrets: [],
  impatientDriver: () => createRakDriver({ ...rakTiming, answerMs: 30 }),
  bytesPastIdentifying: 10,
}

export const subjects: readonly Subject[] = [hotspotSubject, gatewaySubject, receiverSubject, rakSubject]
