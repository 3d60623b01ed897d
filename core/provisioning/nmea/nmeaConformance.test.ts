import { driverConformance } from '../session/testing/driverConformance'
import { createSimulatedReceiver } from '../simulated/simulatedReceiver'
import { createNmeaDriver } from './nmeaDriver'

driverConformance('nmea', {
  createDriver: () => createNmeaDriver(),
  createDevice: (faults) => createSimulatedReceiver(faults),
  steps: [{ kind: 'identify' }, { kind: 'receive-position', fixesWanted: 5 }, { kind: 'verify' }],
})
