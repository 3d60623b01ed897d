import { driverConformance } from '../session/testing/driverConformance'
import { createSimulatedEsp32 } from '../simulated/simulatedEsp32'
import { createEsp32Driver } from './esp32Driver'

driverConformance('esp32-rom', {
  createDriver: () => createEsp32Driver(),
  createDevice: (faults) => createSimulatedEsp32(faults),
  steps: [{ kind: 'identify' }],
})
