import { expect, test } from 'vitest'
import { consoleContract } from '#core/contract/consoleContract'
import { createLedgerDevices } from '../ledger/ledgerDevices'
import { createSimulatedLedgerTransports, SIMULATED_LEDGER_ID } from '../ledger/simulatedLedgerTransports'
import { createLedgerService } from './ledgerService'

const service = createLedgerService({ ledger: createLedgerDevices({ transports: [createSimulatedLedgerTransports({})] }) })
const context = { signal: new AbortController().signal, progress: () => undefined as never }

test('lists the simulated Ledger as simulated', async () => {
  const listed = await service['ledger.list']({}, context)
  expect(consoleContract.calls['ledger.list'].output.parse(listed)).toEqual([
    { id: SIMULATED_LEDGER_ID, kind: 'simulated', name: 'Simulated Ledger (training)', simulated: true },
  ])
})

test('reads the address of a path, and which app gave it', async () => {
  const input = { deviceId: SIMULATED_LEDGER_ID, derivationPath: "m/44'/60'/0'/0/0" }
  expect(await service['ledger.address'](input, context)).toEqual({
    address: '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D',
    appName: 'Ethereum',
    appVersion: '1.22.0',
  })
})
