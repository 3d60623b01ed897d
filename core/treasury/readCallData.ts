/** What a call does, read back from its bytes alone: who is paid how much of what, or that it is not known. */
import type { Address, Hex } from 'viem'
import { size, slice } from 'viem/utils'
import { Problem, validateArgument } from '../model/problem'
import { type DecodedCall, decodeKnownCall } from './knownCalls'
import type { Payee } from './payeeCalls'
import type { Call } from './safeTransaction'

export type ReadCall =
  /** @property token null for native coin. */
  | { kind: 'payment'; token: Address | null; payees: Payee[] }
  /** A known function that names no payees by itself, such as `approve`. */
  | { kind: 'other'; call: DecodedCall }
  /** Nothing is known but its first bytes, at most 4. */
  | { kind: 'unknown'; selector: Hex }

/**
 * @throws Problem `call.not-bytes`; `call.not-canonical` for bytes that only begin like a known call, `call.value-differs` for native coin that
 * the call does not pay out, `call.uneven-lists` for recipients without amounts.
 */
export function readCallData(call: Call): ReadCall {
  if (call.data === '0x') return { kind: 'payment', token: null, payees: [{ address: call.to, amountBaseUnits: call.value }] }
  const decoded = decodeKnownCall(call.data)
  if (!decoded) return { kind: 'unknown', selector: slice(call.data, 0, Math.min(4, size(call.data))) }
  const payment = paymentOf(decoded, call)
  const native = payment?.token === null ? payment.payees.reduce((sum, payee) => sum + payee.amountBaseUnits, 0n) : 0n
  validateArgument(
    native === call.value,
    'call.value-differs',
    `${decoded.signature} carries ${call.value} wei and pays out ${native}: both must be the same. Do not sign it.`,
  )
  return payment ? { kind: 'payment', ...payment } : { kind: 'other', call: decoded }
}

function paymentOf({ name, signature, args }: DecodedCall, { to }: Call): { token: Address | null; payees: Payee[] } | null {
  switch (name) {
    case 'transfer': {
      const [address, amountBaseUnits] = args as [Address, bigint]
      return { token: to, payees: [{ address, amountBaseUnits }] }
    }
    case 'disperseEther': {
      const [recipients, values] = args as [Address[], bigint[]]
      return { token: null, payees: pairs(signature, recipients, values) }
    }
    case 'disperseToken':
    case 'disperseTokenSimple': {
      const [token, recipients, values] = args as [Address, Address[], bigint[]]
      return { token, payees: pairs(signature, recipients, values) }
    }
    default:
      return null
  }
}

function pairs(signature: string, recipients: readonly Address[], values: readonly bigint[]): Payee[] {
  if (recipients.length !== values.length) {
    throw new Problem(
      'call.uneven-lists',
      `${signature} names ${recipients.length} recipients and ${values.length} amounts: give one amount for each.`,
    )
  }
  return recipients.map((address, at) => ({ address, amountBaseUnits: values[at] ?? 0n }))
}
