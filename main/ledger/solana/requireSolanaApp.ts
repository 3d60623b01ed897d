/** Which app is open (APDU b001), asked before anything else: another may answer with nonsense. */
import { Problem } from '#core/model/problem'
import type { HwTransport } from '../hwTransportPort'
import { solanaLedgerProblem } from './solanaLedgerProblem'

const GET_APP_AND_VERSION = Buffer.from('b001000000', 'hex')
const FORMAT = 1
/** The oldest version whose handling of durable nonces and token transfers was read. */
const OLDEST_VERSION = [1, 9, 2] as const

export interface SolanaAppVersion {
  name: 'Solana'
  version: string
}

/** @throws Problem `ledger.wrong-app`, `ledger.old-app`, `ledger.locked`, `ledger.disconnected`, `ledger.busy` */
export async function requireSolanaApp(hw: HwTransport): Promise<SolanaAppVersion> {
  const { name, version } = await readApp(hw)
  if (name !== 'Solana') {
    const open = /^B?OLOS/.test(name) ? 'No Solana app is open on the Ledger' : `The app "${name}" is open on the Ledger`
    throw new Problem('ledger.wrong-app', `${open}: open the Solana app there, then try again.`)
  }
  if (isOlder(version)) {
    throw new Problem(
      'ledger.old-app',
      `The Solana app on the Ledger has version ${version}: update it to ${OLDEST_VERSION.join('.')} or later, then try again.`,
    )
  }
  return { name, version }
}

async function readApp(hw: HwTransport): Promise<{ name: string; version: string }> {
  const answer = await hw.exchange(GET_APP_AND_VERSION).catch((error: unknown) => {
    throw solanaLedgerProblem(error)
  })
  const status = answer.subarray(-2).toString('hex')
  if (status !== '9000') throw solanaLedgerProblem({ errorCode: status, message: 'asking which app is open' })
  const nameEnd = 2 + (answer[1] ?? 0)
  const versionEnd = nameEnd + 1 + (answer[nameEnd] ?? 0)
  if (answer[0] !== FORMAT || versionEnd > answer.length - 2 || nameEnd === 2) {
    throw new Problem('ledger.failed', 'The Ledger did not say which app is open: open the Solana app and try again.', {
      cause: answer.toString('hex'),
    })
  }
  return {
    name: answer.subarray(2, nameEnd).toString('latin1'),
    version: answer.subarray(nameEnd + 1, versionEnd).toString('latin1'),
  }
}

function isOlder(version: string): boolean {
  const parts = version.split('.').map(Number)
  for (const [at, oldest] of OLDEST_VERSION.entries()) {
    const part = parts[at] ?? 0
    if (part !== oldest) return !(part > oldest)
  }
  return false
}
