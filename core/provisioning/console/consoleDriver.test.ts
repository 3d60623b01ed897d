import { ed25519 } from '@noble/curves/ed25519.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { describe } from 'vitest'
import { heliumAddress, readHeliumKey } from '../helium/heliumKey'
import type { StepRequest } from '../session/stepRequest'
import { driverConformance } from '../session/testing/driverConformance'
import { createSimulatedGateway, trainingConsolePassword } from '../simulated/simulatedGateway'
import { createConsoleDriver } from './consoleDriver'

const challengeKey = ed25519.getPublicKey(utf8ToBytes('a challenge of thirty-two bytes!'))
const owner = heliumAddress(readHeliumKey(Uint8Array.from([1, ...ed25519.getPublicKey(new Uint8Array(32).fill(7))])))
const steps: StepRequest[] = [
  { kind: 'identify' },
  { kind: 'log-in', user: 'root', password: trainingConsolePassword },
  { kind: 'set-hostname', hostname: 'roof-12' },
  { kind: 'prove', challengeKey },
  { kind: 'register', owner, payer: owner, mode: 'full' },
  { kind: 'verify' },
]

describe('conformance', () => {
  driverConformance('linux-console', {
    createDriver: () => createConsoleDriver(),
    createDevice: (faults) => createSimulatedGateway(faults),
    steps,
  })
})
