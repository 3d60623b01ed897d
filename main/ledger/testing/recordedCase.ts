/** For tests: one entry of an index of recordings, in the words of the kit or of Ledger's older library. */
import { z } from 'zod'
import { typedDataSchema } from '#core/treasury/model/signingRequest'
import type { Signable } from '#core/treasury/signing/signingDigest'

const OPERATIONS = {
  getAddress: ['getAddress', 'addr', 'address'],
  signTransaction: ['signTransaction', 'tx', 'transaction'],
  signTypedData: ['signTypedData', 'eip712', 'typedData'],
  signMessage: ['signMessage', 'signPersonalMessage', 'personal', 'personalMessage', 'personal_sign', 'msg', 'message'],
} as const
type Operation = keyof typeof OPERATIONS

const hex = z.templateLiteral(['0x', z.string().regex(/^([0-9a-fA-F]{2})*$/)])
/** The older library leaves 0x out, and writes v of a transaction in hex. */
const prefixed = z
  .string()
  .transform((text) => (text.startsWith('0x') ? text : `0x${text}`))
  .pipe(hex)
const recoveryValue = z.union([z.number(), prefixed.transform(Number)])
const status = z.union([
  z
    .string()
    .regex(/^[0-9a-f]{4}$/i)
    .transform((text) => text.toLowerCase()),
  z.number().transform((code) => code.toString(16).padStart(4, '0')),
])

const entrySchema = z.object({
  file: z.string(),
  op: z.string(),
  path: z.string(),
  display: z.boolean().default(false),
  unsignedTx: hex.optional(),
  typedData: typedDataSchema.optional(),
  /** Text, or its bytes in hex: a message that looks like them is recorded as them. */
  message: z.string().optional(),
  messageHex: prefixed.optional(),
  expectedAddress: hex.optional(),
  result: z
    .object({
      address: z.string().optional(),
      r: prefixed.optional(),
      s: prefixed.optional(),
      v: recoveryValue.optional(),
    })
    .optional(),
  error: z.object({ errorCode: status.optional(), statusCode: status.optional(), name: z.string().optional() }).optional(),
})

export interface RecordedCase extends Omit<z.output<typeof entrySchema>, 'op' | 'error'> {
  op: Operation
  /** The status word; null where the recording tells of none. */
  error?: { errorCode: string | null }
}

/** @throws Error naming the recording whose kind is not known or that lacks what its kind needs. */
export function readRecordedCase(name: string, given: unknown): RecordedCase {
  const parsed = entrySchema.safeParse(given)
  if (!parsed.success) throw new Error(`The recording ${name} cannot be read: ${z.prettifyError(parsed.error)}`)
  const { op, error, ...rest } = parsed.data
  const operation = (Object.keys(OPERATIONS) as Operation[]).find((known) => OPERATIONS[known].some((word) => word === op))
  if (operation === undefined) throw new Error(`The recording ${name} is of "${op}", which is not known`)
  // Of this kind of refusal the older library gives a name only.
  const named = error?.name === 'EthAppPleaseEnableContractData' ? '6a80' : null
  const failed = error && { error: { errorCode: error.errorCode ?? error.statusCode ?? named } }
  return { ...rest, op: operation, ...failed }
}

/** What is signed in a recording; null where it is about an address or does not hold what was signed. */
export function recordedSignable({ op, unsignedTx, typedData, message, messageHex }: RecordedCase): Signable | null {
  if (op === 'signTransaction' && unsignedTx) return { kind: 'transaction', unsigned: unsignedTx }
  if (op === 'signTypedData' && typedData) return { kind: 'typed-data', typedData }
  if (op !== 'signMessage') return null
  if (messageHex) return { kind: 'message', message: { hex: messageHex } }
  const bytes = hex.safeParse(message)
  if (bytes.success) return { kind: 'message', message: { hex: bytes.data } }
  return message === undefined ? null : { kind: 'message', message: { text: message } }
}
