import { driverConformance } from '../session/testing/driverConformance'
import { createSimulatedRakModule } from '../simulated/simulatedRakModule'
import { createRakDriver } from './rakDriver'

driverConformance('rak-at', {
  createDriver: () => createRakDriver(),
  createDevice: (faults) => createSimulatedRakModule(faults),
  steps: [{ kind: 'identify' }, { kind: 'verify' }],
})
