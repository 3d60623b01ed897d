import { driverConformance } from '../session/testing/driverConformance'
import { createSimulatedReceiver } from '../simulated/simulatedReceiver'
import { createNmeaDriver } from './nmeaDriver'

driverConformance('nmea', {
  createDriver: () => createNmeaDriver(),
  createDevice: (faults) => createSimulatedReceiver({ searchingS: 1, ...faults }),
  steps: [{ kind: 'identify' }, { kind: 'receive-position', fixesWanted: 3 }, { kind: 'verify' }],
})
