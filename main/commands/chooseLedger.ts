/** The one Ledger that a command uses, and its prompts as lines. */
import type { LedgerDeviceInfo } from '#core/contract/consoleContract'
import { Problem } from '#core/model/problem'
import { allLedgerTransports } from '../ledger/allLedgerTransports'
import { createLedgerDevices, type LedgerDevices } from '../ledger/ledgerDevices'
import { type CommandIo, UsageProblem } from './commandLine'

const KINDS = ['usb', 'emulator', 'simulated'] as const

/** @throws UsageProblem, or Problem `ledger.not-found` or `ledger.several` where there is not exactly one of that kind */
export async function chooseLedger(kind: string = 'usb'): Promise<{ devices: LedgerDevices; device: LedgerDeviceInfo }> {
  if (!KINDS.some((known) => known === kind))
    throw new UsageProblem(`--device can be ${KINDS.join(', ')}, not "${kind.slice(0, 40)}".`)
  const devices = createLedgerDevices({ transports: allLedgerTransports(process.env) })
  const found = (await devices.list()).filter((device) => device.kind === kind)
  const [only] = found
  if (found.length > 1)
    throw new Problem('ledger.several', 'There are several Ledgers on USB: leave only the one plugged in that is to be used.')
  if (only) return { devices, device: only }
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

export function promptTo(io: Pick<CommandIo, 'stderr'>) {
  return ({ message }: { message: string }) => io.stderr(`${message}\n`)
}
