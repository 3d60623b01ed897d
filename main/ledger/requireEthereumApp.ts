/**
 * Which app is open on a Ledger (APDU b001), asked before anything else: another app may answer with nonsense, and an old
 * one shows less than this console says.
 */
import { Problem } from '#core/model/problem'
import type { HwTransport } from './hwTransportPort'
import { isBusyFault, LINK_BROKEN, ledgerProblem, wrongLedgerApp } from './ledgerProblem'

const GET_APP_AND_VERSION = Buffer.from('b001000000', 'hex')
const FORMAT = 1
/** Before it the app does not take typed data field by field, which is how a Safe's transactions are signed here. */
const MINIMUM_VERSION = '1.10.0'

export interface LedgerApp {
  name: string
  version: string
}

/**
 * @throws Problem `ledger.wrong-app` naming what is open, `ledger.old-app`, `ledger.locked`, `ledger.disconnected`,
 * `ledger.link-broken`, `ledger.timeout` or `ledger.busy`.
 */
export async function requireEthereumApp(hw: HwTransport): Promise<LedgerApp> {
  const app = await readApp(hw)
  if (app.name !== 'Ethereum') throw wrongLedgerApp(/^(BOLOS|OLOS)/.test(app.name) ? null : app.name)
  if (isOlder(app.version, MINIMUM_VERSION)) {
    throw new Problem(
      'ledger.old-app',
      `The Ethereum app on the Ledger is version ${app.version.slice(0, 20)}, and ${MINIMUM_VERSION} or later is needed: update it with Ledger's own program on a computer with internet, then try again.`,
    )
  }
  return app
}

async function readApp(hw: HwTransport): Promise<LedgerApp> {
  const answer = await hw.exchange(GET_APP_AND_VERSION).catch((error: unknown) => {
    throw ledgerProblem(isBusyFault(error) ? error : { _tag: LINK_BROKEN, originalError: error })
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

/** By the numbers of both, the first that differs; what is no version at all is older than any. */
function isOlder(version: string, than: string): boolean {
  const [mine, minimum] = [version, than].map((text) => /^(\d+)\.(\d+)\.(\d+)/.exec(text)?.slice(1).map(Number) ?? [0])
  for (const [at, needed] of (minimum ?? []).entries()) {
    const has = mine?.[at] ?? 0
    if (has !== needed) return has < needed
  }
  return false
}
