/** Which app is open on a Ledger (APDU b001), asked before anything else: another app may answer with nonsense. */
import { Problem } from '#core/model/problem'
import type { HwTransport } from './hwTransportPort'
import { ledgerProblem, wrongLedgerApp } from './ledgerProblem'

const GET_APP_AND_VERSION = Buffer.from('b001000000', 'hex')
const FORMAT = 1

export interface LedgerApp {
  name: string
  version: string
}

/**
 * @throws Problem `ledger.wrong-app` naming what is open, `ledger.locked`, `ledger.disconnected`, `ledger.busy`.
 */
export async function requireEthereumApp(hw: HwTransport): Promise<LedgerApp> {
  const app = await readApp(hw)
  if (app.name === 'Ethereum') return app
  throw wrongLedgerApp(/^(BOLOS|OLOS)/.test(app.name) ? null : app.name)
}

async function readApp(hw: HwTransport): Promise<LedgerApp> {
  const answer = await hw.exchange(GET_APP_AND_VERSION).catch((error: unknown) => {
    throw ledgerProblem(error)
  })
  const status = answer.subarray(-2).toString('hex')
  if (status !== '9000') throw ledgerProblem({ errorCode: status, message: 'asking which app is open' })
  const nameLength = answer[1] ?? 0
  const versionLength = answer[2 + nameLength] ?? 0
  const name = answer.subarray(2, 2 + nameLength).toString('latin1')
  const version = answer.subarray(3 + nameLength, 3 + nameLength + versionLength).toString('latin1')
  if (answer[0] !== FORMAT || name.length !== nameLength || version.length !== versionLength || name === '') {
    throw new Problem('ledger.failed', 'The Ledger did not say which app is open: open the Ethereum app and try again.', {
      cause: answer.toString('hex'),
    })
  }
  return { name, version }
}
