/** `ledger address` and `ledger sign`: the same code as the window's, for a Ledger on this computer. */
import type { LedgerDeviceInfo } from '#core/contract/consoleContract'
import { checkAddress } from '#core/model/evmAddress'
import { Problem } from '#core/model/problem'
import { parseDerivationPath } from '#core/treasury/model/derivationPath'
import { reviewOnDevice } from '#core/treasury/review/deviceReview'
import { USUAL_SETTINGS } from '#core/treasury/review/reviewLine'
import { allLedgerTransports } from '../ledger/allLedgerTransports'
import { createLedgerDevices, type LedgerDevices } from '../ledger/ledgerDevices'
import { readSigningRequest, signRequest } from '../ledger/signRequest'
import { type CommandIo, type CommandResult, readOptions, required, succeeded, UsageProblem } from './commandLine'
import { readJsonFile } from './readJsonFile'
import { checkOutput, writeJsonFile } from './writeJsonFile'

const KINDS = ['usb', 'emulator', 'simulated'] as const

/** @throws UsageProblem, or a Problem: `ledger.*`, `signing.*`, `file.*`. */
export async function ledger(args: readonly string[], io: Pick<CommandIo, 'stderr'>): Promise<CommandResult> {
  const [action, ...rest] = args
  const devices = createLedgerDevices({ transports: allLedgerTransports(process.env) })
  if (action === 'address') return address(rest, io, devices)
  if (action === 'sign') return sign(rest, io, devices)
  throw new UsageProblem('Give "ledger address" or "ledger sign".')
}

async function address(args: readonly string[], io: Pick<CommandIo, 'stderr'>, devices: LedgerDevices): Promise<CommandResult> {
  const { values, flags, positionals } = readOptions(args, ['path', 'device', 'expected'], { flags: ['show'] })
  refusePositionals(positionals, 'ledger address')
  const derivationPath = parseDerivationPath(required(values.path, 'path'))
  const expected = values.expected === undefined ? null : checkAddress(values.expected, 'the account that is expected')
  const device = await choose(devices, values.device)
  const found = await devices.use({ deviceId: device.id, onPrompt: promptTo(io) }, async ({ app, name }) => ({
    address: await (flags.show ? app.showAddress(derivationPath, expected) : app.getAddress(derivationPath, expected)),
    derivationPath,
    shownOnDevice: flags.show,
    device: `${name}, ${app.app.name} app ${app.app.version}`,
    simulated: device.simulated,
  }))
  return succeeded(found)
}

async function sign(args: readonly string[], io: Pick<CommandIo, 'stderr'>, devices: LedgerDevices): Promise<CommandResult> {
  const { values, positionals } = readOptions(args, ['path', 'device', 'in', 'out'])
  refusePositionals(positionals, 'ledger sign')
  const [input, out] = [required(values.in, 'in'), required(values.out, 'out')]
  const derivationPath = parseDerivationPath(required(values.path, 'path'))
  await checkOutput(out, [input])
  const request = readSigningRequest((await readJsonFile(input)).document)
  const device = await choose(devices, values.device)
  const {
    device: lines,
    offScreen,
    advice,
  } = reviewOnDevice(request, { settings: USUAL_SETTINGS, signer: request.expectedSigner })
  for (const { label, value, instead } of lines)
    io.stderr(`The Ledger shows: ${label} ${value ?? instead ?? ''}`.trimEnd().concat('\n'))
  for (const { how, why } of advice) io.stderr(`${how} ${why}\n`)
  const result = await signRequest({ ledger: devices }, request, { deviceId: device.id, derivationPath, onPrompt: promptTo(io) })
  await writeJsonFile(out, result, [input])
  const { format, digest, signer, simulated, signedTransaction } = result
  return succeeded({
    ...{ format, out, kind: request.kind, digest, signer, simulated },
    transactionHash: signedTransaction?.transactionHash ?? null,
    reviewed: [...lines, ...offScreen].map(({ label, value }) => ({ label, value })),
  })
}

/** @throws Problem `ledger.not-found` or `ledger.several` where there is not exactly one of that kind. */
async function choose(devices: LedgerDevices, kind: string = 'usb'): Promise<LedgerDeviceInfo> {
  if (!KINDS.some((known) => known === kind))
    throw new UsageProblem(`--device can be ${KINDS.join(', ')}, not "${kind.slice(0, 40)}".`)
  const found = (await devices.list()).filter((device) => device.kind === kind)
  const [only] = found
  if (found.length > 1)
    throw new Problem('ledger.several', 'There are several Ledgers on USB: leave only the one plugged in that is to be used.')
  if (only) return only
  if (kind === 'usb') {
    const obstacle = await devices.obstacle()
    if (obstacle) throw obstacle
  }
  const advice =
    kind === 'emulator'
      ? 'set COMMONMAST_SPECULOS_URL to its address, such as http://127.0.0.1:5000'
      : 'plug it in, unlock it and open its Ethereum app, or practise with --device simulated'
  throw new Problem('ledger.not-found', `No Ledger was found: ${advice}.`)
}

function promptTo(io: Pick<CommandIo, 'stderr'>) {
  return ({ message }: { message: string }) => io.stderr(`${message}\n`)
}

function refusePositionals([first]: string[], command: string): void {
  if (first !== undefined) throw new UsageProblem(`"${first.slice(0, 40)}" is not an option of ${command}.`)
}
