/**
 * How the Ethereum app takes typed data: first the types (e01a), then the values in their order, depth first (e01c), from
 * which it computes the hash itself. This does the same for the simulated Ledger.
 */
import { bytesToHex, bytesToString, type Hex, hashTypedData, hexToBigInt, type TypedDataDomain } from 'viem'

interface Field {
  name: string
  type: string
}

/** A value, or the length of an array. */
type Event = { value: Buffer } | { length: number }

interface Root {
  type: string
  events: Event[]
}

export interface TypedDataHash {
  digest: Hex
  /** Null when the domain names none. */
  chainId: number | null
}

export interface SimulatedTypedData {
  /** @throws RangeError for what the app would answer 6a80 to; the same of the others. */
  define(isField: boolean, data: Buffer): void
  implement(kind: number, isLast: boolean, data: Buffer): void
  /** Ends it: the next begins anew. */
  finish(): TypedDataHash
}

const ROOT = 0x00
const ARRAY = 0x0f
const FIELD = 0xff
/** The names of the app's numbers of types. */
const TYPE_NAMES = ['', 'int', 'uint', 'address', 'bool', 'string', 'bytes', 'bytes'] as const
const IS_ARRAY = 0x80
const HAS_SIZE = 0x40
const TYPE_MASK = 0x0f

export function createSimulatedTypedData(): SimulatedTypedData {
  let types = new Map<string, Field[]>()
  let roots: Root[] = []
  let partial: Buffer[] = []

  return {
    define(isField, data) {
      // The first type after values are those of another document.
      if (roots.length > 0) {
        types = new Map()
        roots = []
      }
      const current = [...types.values()].at(-1)
      if (!isField) types.set(data.toString('latin1'), [])
      else if (current) current.push(readField(data))
      else throw new RangeError('A field needs a type')
    },
    implement(kind, isLast, data) {
      if (kind === ROOT) {
        roots.push({ type: data.toString('latin1'), events: [] })
        return
      }
      const events = roots.at(-1)?.events
      if (!events) throw new RangeError('A value needs a root')
      if (kind === ARRAY) events.push({ length: data.readUInt8(0) })
      else if (kind === FIELD) {
        partial.push(Buffer.from(data))
        if (!isLast) return
        const whole = Buffer.concat(partial)
        partial = []
        const value = whole.subarray(2)
        if (value.length !== whole.readUInt16BE(0)) throw new RangeError('A value of another length than it says')
        events.push({ value })
      } else throw new RangeError('Neither root, array nor value')
    },
    finish() {
      const [domainRoot, messageRoot, ...more] = roots
      if (!domainRoot || !messageRoot || more.length > 0) throw new RangeError('There is one domain and one message')
      const domain = readRoot(domainRoot, types)
      const message = readRoot(messageRoot, types)
      const all = Object.fromEntries(types)
      types = new Map()
      roots = []
      const digest = hash({ domain: domain as TypedDataDomain, types: all, primaryType: messageRoot.type, message })
      return { digest, chainId: domain.chainId === undefined ? null : Number(domain.chainId) }
    },
  }
}

function hash(document: Parameters<typeof hashTypedData>[0]): Hex {
  try {
    return hashTypedData(document)
  } catch (thrown) {
    throw new RangeError('A value does not fit its type', { cause: thrown })
  }
}

function readField(data: Buffer): Field {
  let at = 0
  const next = () => data.readUInt8(at++)
  const nextText = () => {
    const length = next()
    at += length
    return data.subarray(at - length, at).toString('latin1')
  }
  const description = next()
  const kind = description & TYPE_MASK
  let type: string = kind === 0 ? nextText() : (TYPE_NAMES[kind] ?? '')
  if (type === '') throw new RangeError('There is no such type')
  if (description & HAS_SIZE) {
    const bytes = next()
    type += type === 'bytes' ? bytes : bytes * 8
  }
  if (description & IS_ARRAY) {
    for (let levels = next(); levels > 0; levels--) type += next() === 0 ? '[]' : `[${next()}]`
  }
  return { type, name: nextText() }
}

function readRoot({ type, events }: Root, types: Map<string, Field[]>): Record<string, unknown> {
  const left = [...events]
  const value = readStruct(type, left, types)
  if (left.length > 0) throw new RangeError('There are more values than fields')
  return value
}

function readStruct(type: string, events: Event[], types: Map<string, Field[]>): Record<string, unknown> {
  const fields = types.get(type)
  if (!fields) throw new RangeError('This type was not told')
  return Object.fromEntries(fields.map((field) => [field.name, readValue(field.type, events, types)]))
}

function readValue(type: string, events: Event[], types: Map<string, Field[]>): unknown {
  const inner = /^(.*)\[\d*\]$/.exec(type)?.[1]
  if (inner === undefined && types.has(type)) return readStruct(type, events, types)
  const event = events.shift()
  if (inner !== undefined) {
    if (!event || !('length' in event)) throw new RangeError('An array needs its length')
    return Array.from({ length: event.length }, () => readValue(inner, events, types))
  }
  if (!event || !('value' in event)) throw new RangeError('There are fewer values than fields')
  return readPlain(type, event.value)
}

function readPlain(type: string, value: Buffer): unknown {
  const hex = bytesToHex(value)
  if (type === 'string') return bytesToString(value)
  if (type === 'address' || type.startsWith('bytes')) return hex
  if (type === 'bool') return value.some((byte) => byte !== 0)
  if (value.length === 0) return 0n
  // A negative number comes in the whole width of its type.
  const bits = Number(type.replace(/^u?int/, ''))
  return type.startsWith('int') && value.length * 8 === bits
    ? hexToBigInt(hex, { signed: true, size: value.length })
    : BigInt(hex)
}
