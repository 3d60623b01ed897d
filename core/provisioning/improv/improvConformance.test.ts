import { driverConformance } from '../session/testing/driverConformance'
import { createSimulatedHotspot, trainingPassword } from '../simulated/simulatedHotspot'
import { createImprovDriver } from './improvDriver'

driverConformance('improv', {
  createDriver: () => createImprovDriver(),
  createDevice: (faults) => createSimulatedHotspot(faults),
  steps: [
    { kind: 'identify' },
    { kind: 'scan' },
    { kind: 'connect', ssid: 'Mast-North', password: trainingPassword },
    { kind: 'verify' },
  ],
})
