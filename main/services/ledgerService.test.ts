import { expect, test } from 'vitest'
import { consoleContract } from '#core/contract/consoleContract'
import { Problem } from '#core/model/problem'
import { createLedgerDevices } from '../ledger/ledgerDevices'
import { createSimulatedLedgerTransports, SIMULATED_LEDGER_ID } from '../ledger/simulatedLedgerTransports'
import { createSoftwareSolanaSigner } from '../ledger/solana/softwareSolanaSigner'
import { createUsbLedgerTransports } from '../ledger/usbLedgerTransports'
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
  const input = {
    deviceId: SIMULATED_LEDGER_ID,
    derivationPath: "m/44'/60'/0'/0/0",
    show: false,
    app: 'ethereum',
    expected: null,
  } as const
  expect(await service['ledger.address'](input, context)).toEqual({
    address: '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D',
    appName: 'Ethereum',
    appVersion: '1.22.0',
  })
})

test('reads an address of the Solana app too', async () => {
  const input = {
    deviceId: SIMULATED_LEDGER_ID,
    derivationPath: "44'/501'/0'",
    show: false,
    app: 'solana',
    expected: null,
  } as const
  const { address } = await service['ledger.address'](input, context)
  expect(address).toBe(await createSoftwareSolanaSigner().getAddress("44'/501'/0'"))
  const ofEthereum = service['ledger.address']({ ...input, derivationPath: "44'/60'/0'/0/0" }, context)
  await expect(ofEthereum).rejects.toMatchObject({ code: 'ledger.path' })
})

const usbTransports = (load: () => never) => createLedgerDevices({ transports: [createUsbLedgerTransports(load)] })
const fails = (said: string) => () => {
  throw new Error(said)
}

test.each([
  ['libusb-1.0.so.0: cannot open shared object file: No such file or directory', 'sudo apt install libusb-1.0-0"'],
  ['libudev.so.1: cannot open shared object file: No such file or directory', 'sudo apt install libudev1"'],
  ['invalid ELF header', 'install it anew'],
])('says which package is missing where Ledgers cannot be listed: %s', async (said, advice) => {
  const withoutUsb = createLedgerService({ ledger: usbTransports(fails(said)), findPortsObstacle: async () => null })
  expect(await withoutUsb['ledger.list']({}, context)).toEqual([])
  expect(
    consoleContract.calls['devices.obstacles'].output.parse(await withoutUsb['devices.obstacles']({}, context)),
  ).toMatchObject({
    ports: null,
    ledger: { code: 'ledger.no-usb', message: expect.stringContaining(advice) },
  })
})

test('says nothing where all can be listed, and what keeps ports from it', async () => {
  const noPorts = new Problem('port.no-list', 'Install udev.')
  const ledger = createLedgerDevices({ transports: [createSimulatedLedgerTransports({})] })
  const clear = createLedgerService({ ledger, findPortsObstacle: async () => null })
  expect(await clear['devices.obstacles']({}, context)).toEqual({ ports: null, ledger: null })
  const blocked = createLedgerService({ ledger, findPortsObstacle: async () => noPorts })
  expect(await blocked['devices.obstacles']({}, context)).toMatchObject({ ports: { code: 'port.no-list' }, ledger: null })
})

test('shows an address on the device, refuses another account, and finds the path of an address', async () => {
  const input = { deviceId: SIMULATED_LEDGER_ID, derivationPath: "44'/60'/0'/0/0", show: true, app: 'ethereum' } as const
  const expected = '0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D'
  expect(await service['ledger.address']({ ...input, expected }, context)).toMatchObject({ address: expected })
  const other = service['ledger.address']({ ...input, derivationPath: "44'/60'/3'/0/0", expected }, context)
  await expect(other).rejects.toMatchObject({ code: 'ledger.other-account' })
  const finding = service['ledger.findPath']({ deviceId: SIMULATED_LEDGER_ID, address: expected }, context)
  expect(await finding).toEqual({ derivationPath: "44'/60'/0'/0/0" })
})
