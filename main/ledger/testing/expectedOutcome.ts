/** For tests: what the console says of a recorded exchange. */
import { Problem } from '#core/model/problem'
import { type Signable, signingDigest } from '#core/treasury/signing/signingDigest'
import { signableSubject } from '../signSignable'
import type { SimulatedLedgerOptions } from '../simulatedLedger'
import { type RecordedCase, recordedSignable } from './recordedCase'
import type { Exchange } from './replayRecording'

const LOCKED = ['5515', '6982']
const WRONG_APP = ['6511', '6e00', '6e01', '6d00']
const APP_NAME = 'b001000000'

/** Settings with which the simulated Ledger does what the recorded one did. */
export function recordedFault(
  { error }: RecordedCase,
  exchanges: readonly Exchange[],
): Pick<SimulatedLedgerOptions, 'decision' | 'fault'> {
  const status = error?.errorCode ?? ''
  if (LOCKED.includes(status)) return { fault: 'locked' }
  if (WRONG_APP.includes(status) || !isEthereum(exchanges)) return { fault: 'wrong-app' }
  if (status === '6a80') return { fault: 'blind-signing-off' }
  return status === '6985' || status === '5501' ? { decision: 'reject' } : {}
}

/** The code of the problem; null where the recorded request was answered. */
export function expectedRefusal(recorded: RecordedCase, exchanges: readonly Exchange[]): string | null {
  const signable = recordedSignable(recorded)
  const { fault, decision } = recordedFault(recorded, exchanges)
  if (fault === 'locked') return 'ledger.locked'
  if (fault === 'wrong-app') return 'ledger.wrong-app'
  const unusable = signable && refusalBefore(signable)
  if (unusable) return unusable
  if (decision === 'reject') return signable ? 'ledger.rejected' : 'ledger.address-rejected'
  if (fault === 'blind-signing-off' && signable) {
    return ['call', 'typed-data'].includes(signableSubject(signable)) ? 'ledger.blind-signing-off' : 'ledger.refused-data'
  }
  return recorded.error ? 'ledger.failed' : null
}

/** What is in the answer. */
export function expectedSignature(recorded: RecordedCase): object {
  const { result, expectedAddress, op } = recorded
  if (op === 'getAddress') return { address: result?.address ?? expectedAddress }
  const signer = expectedAddress === undefined ? {} : { signer: expectedAddress }
  return { r: result?.r, s: result?.s, ...signer, yParity: parity(recorded) }
}

/** v of a legacy transaction is 2·chain + 35 + parity, of which a device gives the last byte; else 0 or 1, or 27 or 28. */
function parity({ op, unsignedTx = '0x', result }: RecordedCase): number {
  const v = result?.v ?? 0
  const isLegacy = op === 'signTransaction' && !unsignedTx.startsWith('0x02')
  return isLegacy || v >= 27 ? (v + 1) % 2 : v
}

/** What the console does not let a device sign. */
function refusalBefore(signable: Signable): string | null {
  try {
    signingDigest(signable)
    return null
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown.code
    throw thrown
  }
}

function isEthereum(exchanges: readonly Exchange[]): boolean {
  const answer = exchanges.find(([apdu]) => apdu === APP_NAME)?.[1]
  return answer === undefined || Buffer.from(answer, 'hex').includes('Ethereum')
}
