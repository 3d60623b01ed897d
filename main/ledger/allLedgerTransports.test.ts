import { expect, test } from 'vitest'
import { allLedgerTransports } from './allLedgerTransports'
import { createLedgerDevices } from './ledgerDevices'

const list = (environment: Record<string, string>) => createLedgerDevices({ transports: allLedgerTransports(environment) }).list()

test('the simulated Ledger is always there and comes last; the emulator only when asked for', async () => {
  expect((await list({})).map(({ kind }) => kind)).not.toContain('emulator')
  expect((await list({})).at(-1)?.kind).toBe('simulated')
  const kinds = (await list({ COMMONMAST_SPECULOS_URL: 'http://127.0.0.1:5000' })).map(({ kind }) => kind)
  expect(kinds.slice(-2)).toEqual(['emulator', 'simulated'])
})

test('practising with a Ledger that is locked, by the environment', async () => {
  const ledger = createLedgerDevices({ transports: allLedgerTransports({ COMMONMAST_SIMULATED_LEDGER: 'locked' }) })
  const reading = ledger.use({ deviceId: 'simulated:ledger' }, ({ app }) => app.getAddress("44'/60'/0'/0/0"))
  await expect(reading).rejects.toMatchObject({ code: 'ledger.locked' })
})

test.each(['toString', 'maybe'])('COMMONMAST_SIMULATED_LEDGER=%s is refused with what it may be', (rehearsal) => {
  expect(() => allLedgerTransports({ COMMONMAST_SIMULATED_LEDGER: rehearsal })).toThrow('reject, wrong-app')
})
