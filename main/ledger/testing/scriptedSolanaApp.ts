/**
 * For tests: the Solana app as its published documentation describes the APDUs (doc/api.md of version 1.5.0 of the
 * specification), with a key in software. It is no recording of a device.
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import type { HwTransport } from '../hwTransportPort'

export interface ScriptedSolanaApp extends HwTransport {
  /** Every APDU that reached the app, in hex. */
  asked: string[]
  /** The bytes that were to be signed, whole. */
  reviewed: Uint8Array[]
  unplug(): void
}

export interface ScriptedSolanaOptions {
  secret: Uint8Array
  name?: string
  version?: string
  /** Answers to a request to sign with this status word instead of a signature. */
  refusal?: string
  /** Signs with another key than it gives the address of. */
  signsWith?: Uint8Array
  /** Stops in the middle of the answer to a request to sign. */
  breaksOff?: boolean
}

const OK = Buffer.from('9000', 'hex')
const MORE = 0x02

export function createScriptedSolanaApp(options: ScriptedSolanaOptions): ScriptedSolanaApp {
  const { secret, name = 'Solana', version = '1.16.0', refusal, signsWith = secret, breaksOff = false } = options
  const asked: string[] = []
  const reviewed: Uint8Array[] = []
  const listeners = new Set<() => void>()
  let payload = Buffer.alloc(0)

  function answer(apdu: Buffer): Buffer {
    const [cla, ins, , p2 = 0] = apdu
    if (cla === 0xb0 && ins === 0x01) return appAndVersion(name, version)
    if (cla !== 0xe0) return Buffer.from('6e00', 'hex')
    if (ins === 0x04) return Buffer.concat([Buffer.from([0, 0, ...version.split('.').map(Number)]), OK])
    if (ins === 0x05) return Buffer.concat([ed25519.getPublicKey(secret), OK])
    if (ins !== 0x06) return Buffer.from('6d00', 'hex')
    payload = Buffer.concat([payload, apdu.subarray(5)])
    if (p2 & MORE) return OK
    const levels = payload[1] ?? 0
    const message = Uint8Array.from(payload.subarray(2 + 4 * levels))
    payload = Buffer.alloc(0)
    reviewed.push(message)
    if (refusal !== undefined) return Buffer.from(refusal, 'hex')
    return Buffer.concat([ed25519.sign(message, signsWith), OK])
  }

  return {
    asked,
    reviewed,
    async exchange(apdu) {
      asked.push(apdu.toString('hex'))
      if (breaksOff && apdu[1] === 0x06)
        throw Object.assign(new Error('The device went away'), { name: 'DisconnectedDeviceDuringOperation' })
      return answer(apdu)
    },
    close: async () => undefined,
    on: (_event, listener) => void listeners.add(listener),
    unplug() {
      for (const listener of listeners) listener()
    },
  }
}

function appAndVersion(name: string, version: string): Buffer {
  const text = (words: string) => Buffer.concat([Buffer.from([words.length]), Buffer.from(words, 'latin1')])
  return Buffer.concat([Buffer.from([1]), text(name), text(version), Buffer.from([1, 2]), OK])
}
