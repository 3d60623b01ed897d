/** Every exchange ends: what needs no person soon, a review after as long as anybody may look at it. */
import type { HwTransport } from './hwTransportPort'
import { waitsForPerson } from './ledgerApdu'
import { ANSWER_TIMEOUT, REVIEW_TIMEOUT } from './ledgerProblem'

export interface LedgerTimeouts {
  /** For an answer that needs nobody. */
  answerMs: number
  /** For a person at the device. */
  reviewMs: number
}

export const LEDGER_TIMEOUTS: LedgerTimeouts = { answerMs: 15_000, reviewMs: 15 * 60_000 }

/** The exchange itself goes on, so the device stays in use until it ends: see `close`. */
export function withTimeouts(hw: HwTransport, { answerMs, reviewMs }: LedgerTimeouts): HwTransport {
  return {
    exchange(apdu) {
      const review = waitsForPerson(apdu)
      const ms = review ? reviewMs : answerMs
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(Object.assign(new Error(`No answer for ${ms} ms`), { name: review ? REVIEW_TIMEOUT : ANSWER_TIMEOUT }))
        }, ms)
        hw.exchange(apdu)
          .finally(() => clearTimeout(timer))
          .then(resolve, reject)
      })
    },
    close: () => hw.close(),
    on: (event, listener) => hw.on(event, listener),
  }
}
