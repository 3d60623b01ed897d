/** `ledger address` and `ledger sign`: the same code as the window's, for a Ledger on this computer. */
import { checkAddress } from '#core/model/evmAddress'
import { parseDerivationPath } from '#core/treasury/model/derivationPath'
import { parseSolanaDerivationPath } from '#core/treasury/model/solanaDerivationPath'
import { reviewOnDevice } from '#core/treasury/review/deviceReview'
import { USUAL_SETTINGS } from '#core/treasury/review/reviewLine'
import { readSigningRequest, signRequest } from '../ledger/signRequest'
import { chooseLedger, promptTo } from './chooseLedger'
import { type CommandIo, type CommandResult, readOptions, required, succeeded, UsageProblem } from './commandLine'
import { readJsonFile } from './readJsonFile'
import { signPayout } from './signPayout'
import { checkOutput, writeJsonFile } from './writeJsonFile'

/** @throws UsageProblem, or a Problem: `ledger.*`, `signing.*`, `file.*`. */
export async function ledger(args: readonly string[], io: Pick<CommandIo, 'stderr'>): Promise<CommandResult> {
  const [action, ...rest] = args
  if (action === 'address') return address(rest, io)
  if (action === 'sign') return sign(rest, io)
  throw new UsageProblem('Give "ledger address" or "ledger sign".')
}

async function address(args: readonly string[], io: Pick<CommandIo, 'stderr'>): Promise<CommandResult> {
  const { values, flags, positionals } = readOptions(args, ['path', 'device', 'expected'], { flags: ['show'] })
  refusePositionals(positionals, 'ledger address')
  const given = required(values.path, 'path')
  if (/^(m\/)?44'\/501'/.test(given.trim())) return addressOnSolana(given, { ...values, ...flags }, io)
  const derivationPath = parseDerivationPath(given)
  const expected = values.expected === undefined ? null : checkAddress(values.expected, 'the account that is expected')
  const { devices, device } = await chooseLedger(values.device)
  const found = await devices.use({ deviceId: device.id, onPrompt: promptTo(io) }, async ({ app, name }) => ({
    address: await (flags.show ? app.showAddress(derivationPath, expected) : app.getAddress(derivationPath, expected)),
    derivationPath,
    shownOnDevice: flags.show,
    device: `${name}, ${app.app.name} app ${app.app.version}`,
    simulated: device.simulated,
  }))
  return succeeded(found)
}

/** As the Solana app gives it: it is not shown on the device. */
async function addressOnSolana(
  given: string,
  { device: kind, expected, show }: { device?: string; expected?: string; show: boolean },
  io: Pick<CommandIo, 'stderr'>,
): Promise<CommandResult> {
  if (show || expected !== undefined) throw new UsageProblem('--show and --expected are for the Ethereum app.')
  const derivationPath = parseSolanaDerivationPath(given)
  const { devices, device } = await chooseLedger(kind)
  const found = await devices.withSolana({ deviceId: device.id, onPrompt: promptTo(io) }, async ({ signer, name }) => ({
    address: await signer.getAddress(derivationPath),
    derivationPath,
    shownOnDevice: false,
    device: `${name}, ${signer.appName}`,
    simulated: device.simulated,
  }))
  return succeeded(found)
}

async function sign(args: readonly string[], io: Pick<CommandIo, 'stderr'>): Promise<CommandResult> {
  const { values, positionals } = readOptions(args, ['path', 'device', 'in', 'payout', 'at', 'out'])
  refusePositionals(positionals, 'ledger sign')
  if (values.payout !== undefined) return signPayout(values, io)
  if (values.at !== undefined) throw new UsageProblem('--at goes with --payout.')
  const [input, out] = [required(values.in, 'in'), required(values.out, 'out')]
  const derivationPath = parseDerivationPath(required(values.path, 'path'))
  await checkOutput(out, [input])
  const request = readSigningRequest((await readJsonFile(input)).document)
  const { devices, device } = await chooseLedger(values.device)
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

function refusePositionals([first]: string[], command: string): void {
  if (first !== undefined) throw new UsageProblem(`"${first.slice(0, 40)}" is not an option of ${command}.`)
}
