import { driverConformance } from '../session/testing/driverConformance'
import { createSimulatedHotspot, trainingPassword } from '../simulated/simulatedHotspot'
import { createImprovDriver } from './improvDriver'

driverConformance('improv', {
  createDriver: () => createImprovDriver(),
  createDevice: (faults) => createSimulatedHotspot(faults),
  steps: [
    { kind: 'identify' },
    { kind: 'scan' },
    { kind: 'set-hostname', hostname: 'roof-7' },
    { kind: 'set-device-name', name: 'Dach Süd' },
    // The name of a network that is no text: an old router's Latin-1.
    { kind: 'connect', ssid: 'Café', ssidHex: '436166e9', password: trainingPassword },
    { kind: 'verify' },
  ],
})
