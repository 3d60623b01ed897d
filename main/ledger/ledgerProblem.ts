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

/** What the simulated Ledger answers for a chain on which its signature would count; no real app has it. */
export const TRAINING_CHAIN_REFUSED = '6f7d'

const NESTED = ['originalError', 'cause', 'err'] as const
const DISCONNECTED = /^(DisconnectedDevice|DisconnectedDeviceDuringOperation|DeviceDisconnected\w*|DeviceSessionNotFound)$/
const BUSY =
  /^(TransportRaceCondition|TransportExchangeBusy\w*|AlreadySendingApduError|DeviceBusyError|SendApduConcurrencyError)$/

/** Whether another exchange was under way, so that this one never reached the device. */
export function isBusyFault(error: unknown): boolean {
  return readFault(error).names.some((name) => BUSY.test(name))
}

/** What a request was about, where that decides what helps. */
export type LedgerSubject = 'address' | 'transfer' | 'call' | 'typed-data' | 'message'

/** Tags of the faults that the link itself notes; see dmkTransport. */
export const LINK_BROKEN = 'LinkBroken'
export const MALFORMED_SIGNATURE = 'MalformedSignature'
/** Names of the errors of an exchange that took too long; see withTimeouts. */
export const ANSWER_TIMEOUT = 'LedgerAnswerTimeout'
export const REVIEW_TIMEOUT = 'LedgerReviewTimeout'

/** Any error from a device, its transport or the kit; a Problem passes through. */
export function ledgerProblem(error: unknown, subject: LedgerSubject = 'call'): Problem {
  if (error instanceof Problem) return error
  const fault = readFault(error)
  const details = { cause: fault.text }
  for (const status of fault.statusWords) {
    const known = problemOfStatus(status, subject, details)
    if (known) return known
  }
  return problemOfNames(fault, details)
}

function problemOfNames({ names, text }: Fault, details: { cause: string }): Problem {
  if (names.some((name) => DISCONNECTED.test(name))) {
    return new Problem(
      'ledger.disconnected',
      'The Ledger was disconnected and nothing was signed: plug it in, unlock it, open the Ethereum app and try again.',
      details,
    )
  }
  if (names.some((name) => BUSY.test(name))) return busyLedger(text)
  if (names.includes('DeviceLockedError')) return lockedLedger(text)
  if (names.includes(ANSWER_TIMEOUT)) {
    return new Problem(
      'ledger.timeout',
      'The Ledger does not answer: unplug it, plug it in again, unlock it, open the Ethereum app and try again.',
      details,
    )
  }
  if (names.includes(REVIEW_TIMEOUT)) {
    return new Problem(
      'ledger.review-timeout',
      'Nobody answered on the Ledger in time, and no signature was taken: reject the request there if it still shows it, then begin again.',
      details,
    )
  }
  if (names.includes(MALFORMED_SIGNATURE)) {
    return new Problem(
      'ledger.malformed-answer',
      'What the Ledger answered is no signature, so it was refused, and it was not asked a second time: close other programs that use it, open its Ethereum app again and begin anew.',
      details,
    )
  }
  if (names.includes(LINK_BROKEN)) {
    return new Problem(
      'ledger.link-broken',
      'The connection to the Ledger broke in the middle of an answer, and no signature was taken: whatever it shows, reject it there, connect it again and begin anew.',
      details,
    )
  }
  if (names.includes('BlindSigningVetoed')) {
    return new Problem(
      'ledger.typed-data-not-shown',
      'The Ledger could not be given this typed data field by field, and to sign its bare hashes was refused: check the request, and that the Ethereum app is up to date.',
      details,
    )
  }
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

function problemOfStatus(status: string, subject: LedgerSubject, details: { cause: string }): Problem | null {
  switch (status) {
    case '6985':
    case '5501':
      return rejected(subject, details)
    case '5515':
    case '6982':
      return lockedLedger(details.cause)
    case '6511':
    case '6e00':
    case '6e01':
    case '6d00':
      return wrongLedgerApp(null, details.cause)
    case '6a80':
      return refusedData(subject, details)
    case TRAINING_CHAIN_REFUSED:
      return new Problem(
        'ledger.training-chain',
        'The training Ledger signs for development chains only (31337 or 1337): use a real Ledger, or change the chain.',
        details,
      )
    case '6501':
      return new Problem(
        'ledger.transaction-kind',
        'The Ethereum app on the Ledger does not know this kind of transaction: update the app, or prepare the transaction as EIP-1559.',
        details,
      )
    default:
      return null
  }
}

function lockedLedger(cause: string): Problem {
  return new Problem('ledger.locked', 'The Ledger is locked: enter its PIN, open the Ethereum app and try again.', { cause })
}

function rejected(subject: LedgerSubject, details: { cause: string }): Problem {
  if (subject !== 'address') {
    return new Problem('ledger.rejected', 'The request was rejected on the Ledger: nothing was signed.', details)
  }
  return new Problem(
    'ledger.address-rejected',
    'The address was rejected on the Ledger: if it was not the one on this screen, do not use it, and look for what changed it.',
    details,
  )
}

/** Invalid data is how the app says that it may not sign what it cannot show; a plain transfer it always can. */
function refusedData(subject: LedgerSubject, details: { cause: string }): Problem {
  switch (subject) {
    case 'call':
      return new Problem(
        'ledger.blind-signing-off',
        'The Ledger cannot show this contract call and refused it: in the Ethereum app choose Settings and turn on Blind signing, then sign again and compare the hash it shows.',
        details,
      )
    case 'typed-data':
      return new Problem(
        'ledger.blind-signing-off',
        'The Ledger refused the typed data: in the Ethereum app choose Settings and turn on Raw messages, with which it shows every field (Blind signing shows hashes only), then sign again.',
        details,
      )
    default:
      return new Problem(
        'ledger.refused-data',
        'The Ledger refused what it was given as invalid, and nothing was signed: update its Ethereum app, and report this if it stays.',
        details,
      )
  }
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
