/**
 * What a Ledger shows for a request to sign, screen by screen, and what each screen stands for. Follows recordings of
 * Ethereum app 1.22.0; what was not recorded is said in `notes`.
 */
import { bytesToHex, bytesToString } from 'viem/utils'
import { assertNever } from '../../model/problem'
import { messageBytes, type Signable } from '../signing/signingDigest'
import { type DeviceReview, lastLine, type ReviewFacts } from './reviewLine'
import { reviewTransaction } from './transactionReview'
import { reviewTypedData } from './typedDataReview'

/** @throws Problem `signing.*` for what cannot be signed. */
export function reviewOnDevice(signable: Signable, facts: ReviewFacts): DeviceReview {
  switch (signable.kind) {
    case 'transaction':
      return reviewTransaction(signable, facts)
    case 'typed-data':
      return reviewTypedData(signable.typedData, facts)
    case 'message':
      return reviewMessage(messageBytes(signable), facts)
    default:
      return assertNever(signable)
  }
}

function reviewMessage(bytes: Uint8Array, { settings }: ReviewFacts): DeviceReview {
  const text = isPlainText(bytes) ? bytesToString(bytes) : bytesToHex(bytes)
  return {
    device: [
      { label: 'Review message', value: '', meaning: 'A personal message, which moves nothing by itself.' },
      { label: 'Message', value: text, meaning: 'The whole text that is signed, on as many screens as it needs.' },
      lastLine(settings.model, 'Sign message'),
    ],
    offScreen: [],
    advice: [],
    notes: ['There is no recording of a personal message: the words around its text may differ.'],
  }
}

/** What the device's letters can show; it shows anything else as hex. */
function isPlainText(bytes: Uint8Array): boolean {
  return bytes.every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 0x0a)
}
