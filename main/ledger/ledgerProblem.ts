/**
 * What a Ledger or its kit reports, as a Problem. Errors are matched by status word, name and tag and never by class:
 * Ledger's packages nest copies of each other, so `instanceof` fails between them.
 */
import { Problem } from '#core/model/problem'

interface Fault {
  statusWords: string[]
  names: string[]
  text: string
}

const NESTED = ['originalError', 'cause', 'err'] as const
const DISCONNECTED = /^(DisconnectedDevice|DisconnectedDeviceDuringOperation|DeviceDisconnected\w*|DeviceSessionNotFound)$/
const BUSY =
  /^(TransportRaceCondition|TransportExchangeBusy\w*|AlreadySendingApduError|DeviceBusyError|SendApduConcurrencyError)$/

/** Whether another exchange was under way, so that this one never reached the device. */
export function isBusyFault(error: unknown): boolean {
  return readFault(error).names.some((name) => BUSY.test(name))
}

/** Any error from a device, its transport or the kit; a Problem passes through. */
export function ledgerProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  const fault = readFault(error)
  const details = { cause: fault.text }
  for (const status of fault.statusWords) {
    const known = problemOfStatus(status, details)
    if (known) return known
  }
  if (fault.names.some((name) => DISCONNECTED.test(name))) {
    return new Problem(
      'ledger.disconnected',
      'The Ledger was disconnected and nothing was signed: plug it in, unlock it, open the Ethereum app and try again.',
      details,
    )
  }
  if (fault.names.some((name) => BUSY.test(name))) return busyLedger(fault.text)
  if (fault.names.includes('DeviceLockedError')) return lockedLedger(fault.text)
  if (fault.names.includes('BlindSigningVetoed')) return blindSigningOff(fault.text)
  return new Problem(
    'ledger.failed',
    'The Ledger answered in an unexpected way and nothing was signed: unplug it, open the Ethereum app again and retry.',
    details,
  )
}

export function busyLedger(cause?: string): Problem {
  return new Problem(
    'ledger.busy',
    'The Ledger still waits for an answer to an earlier request: approve or reject it on the device, then try again.',
    { cause },
  )
}

/** @param appName what is open instead; null for the Ledger's own menu or when it did not say. */
export function wrongLedgerApp(appName: string | null, cause?: string): Problem {
  const open = appName === null ? 'No Ethereum app is open on the Ledger' : `The app "${appName}" is open on the Ledger`
  return new Problem('ledger.wrong-app', `${open}: open the Ethereum app there, then try again.`, { cause })
}

function problemOfStatus(status: string, details: { cause: string }): Problem | null {
  switch (status) {
    case '6985':
    case '5501':
      return new Problem('ledger.rejected', 'The request was rejected on the Ledger: nothing was signed.', details)
    case '5515':
    case '6982':
      return lockedLedger(details.cause)
    case '6511':
    case '6e00':
    case '6e01':
    case '6d00':
      return wrongLedgerApp(null, details.cause)
    case '6a80':
      return blindSigningOff(details.cause)
    default:
      return null
  }
}

function lockedLedger(cause: string): Problem {
  return new Problem('ledger.locked', 'The Ledger is locked: enter its PIN, open the Ethereum app and try again.', { cause })
}

function blindSigningOff(cause: string): Problem {
  return new Problem(
    'ledger.blind-signing-off',
    'The Ledger cannot show this contract call and refused it: in the Ethereum app choose Settings and turn on Blind signing ' +
      '(for typed messages "Raw messages" is the better setting), then sign again and compare the hash it shows.',
    { cause },
  )
}

function readFault(error: unknown): Fault {
  const fault: Fault = { statusWords: [], names: [], text: '' }
  const texts: string[] = []
  let current: unknown = error
  for (let depth = 0; depth < 6 && current !== null && current !== undefined; depth++) {
    if (typeof current !== 'object') {
      texts.push(String(current))
      break
    }
    const fields = current as Record<string, unknown>
    for (const key of ['name', '_tag', 'id']) if (typeof fields[key] === 'string') fault.names.push(fields[key])
    for (const key of ['errorCode', 'statusCode']) {
      const status = statusWord(fields[key])
      if (status !== null) fault.statusWords.push(status)
    }
    texts.push([fields._tag ?? fields.name, fields.errorCode, fields.message].filter(Boolean).join(' '))
    current = NESTED.map((key) => fields[key]).find((nested) => nested !== undefined)
  }
  fault.text = [...new Set(texts.filter(Boolean))].join(': ')
  return fault
}

function statusWord(value: unknown): string | null {
  if (typeof value === 'string' && /^[0-9a-f]{4}$/i.test(value)) return value.toLowerCase()
  if (typeof value === 'number') return value.toString(16).padStart(4, '0')
  return null
}
