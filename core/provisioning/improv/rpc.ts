/**
 * Commands and results inside Improv packets: a command is `[number][length][payload]`, a result the same number and
 * length before strings of `[length][UTF-8]`. Invariant: decoding never throws; what is malformed gives null.
 * Some firmware leaves a zero byte after a result (outer length = inner + 3 instead of + 2): both are accepted.
 */
import { Problem, validateArgument } from '../../model/problem'
import { encodePacket, packetType } from './packet'
import { decodeText, encodeText } from './text'

/** Commands by their byte on the wire. */
export const improvCommand = {
  sendWifi: 1,
  currentState: 2,
  deviceInfo: 3,
  scan: 4,
  hostname: 5,
  deviceName: 6,
  networkState: 7,
} as const

/** An SSID has at most 32 bytes and a passphrase at most 64 characters (IEEE 802.11). */
export const maxSsidBytes = 32
const maxPasswordBytes = 64
/** What fits into a packet beside the command and its length. */
export const maxPayloadBytes = 253
const newline = 0x0a

export interface RpcMessage {
  /** A known or unknown command byte. */
  command: number
  payload: Uint8Array
}

/**
 * What a host writes for one command: a newline that ends any half line, the packet, a newline. To be written in one call,
 * because a gap of more than about 100 ms makes devices drop the packet.
 */
export function encodeCommand(command: number, payload: Uint8Array = new Uint8Array(0)): Uint8Array {
  const packet = encodePacket({ type: packetType.command, data: Uint8Array.of(command, payload.length, ...payload) })
  return Uint8Array.of(newline, ...packet, newline)
}

/**
 * Payload of the command that sends Wi-Fi credentials; `ssid` as text or as the very bytes.
 * @throws Problem `improv.ssid-length` or `improv.password-length`; neither quotes the password.
 */
export function encodeCredentials(ssid: string | Uint8Array, password: string): Uint8Array {
  const name = typeof ssid === 'string' ? encodeText(ssid) : ssid
  const secret = encodeText(password)
  validateArgument(
    name.length >= 1 && name.length <= maxSsidBytes,
    'improv.ssid-length',
    `A network name has 1 to ${maxSsidBytes} bytes; this one has ${name.length}: check the name.`,
  )
  if (secret.length > maxPasswordBytes) {
    throw new Problem('improv.password-length', `A Wi-Fi password has at most ${maxPasswordBytes} bytes: check what was typed.`)
  }
  return Uint8Array.of(name.length, ...name, secret.length, ...secret)
}

/**
 * What follows the network's name in the command that was written with these credentials: the password with its length before
 * it and the checksum behind. Empty for an open network, which has no secret.
 */
export function secretOfCredentials(written: Uint8Array, credentials: Uint8Array): Uint8Array {
  const beforePassword = 1 + (credentials[0] ?? 0)
  if (credentials[beforePassword] === 0) return new Uint8Array(0)
  const behind = 1 + credentials.length - beforePassword
  // The last byte is the newline.
  return written.slice(written.length - 1 - behind, written.length - 1)
}

/** What a credentials payload holds, or null. */
export function decodeCredentials(payload: Uint8Array): { ssid: string; ssidBytes: Uint8Array; password: string } | null {
  const [ssidBytes, password, ...more] = decodeFields(payload) ?? []
  if (!ssidBytes || !password || more.length > 0) return null
  return { ssid: decodeText(ssidBytes), ssidBytes, password: decodeText(password) }
}

/** Reads the data of a command or result packet; accepts one byte of padding after the payload. */
export function decodeRpc(data: Uint8Array): RpcMessage | null {
  const [command, length] = data
  if (command === undefined || length === undefined) return null
  const spare = data.length - 2 - length
  return spare === 0 || spare === 1 ? { command, payload: data.slice(2, 2 + length) } : null
}

/** The strings of a result's payload as they are on the wire, or null when a length runs past the end. */
export function decodeFields(payload: Uint8Array): Uint8Array[] | null {
  const fields: Uint8Array[] = []
  let at = 0
  while (at < payload.length) {
    const end = at + 1 + (payload[at] ?? 0)
    if (end > payload.length) return null
    fields.push(payload.slice(at + 1, end))
    at = end
  }
  return fields
}

/** Data of a result packet, with the trailing zero byte that the official SDK sends when `padded`. Bytes are taken as they are. */
export function encodeResult(command: number, strings: Array<string | Uint8Array>, padded = false): Uint8Array {
  const payload = strings.flatMap((text) => {
    const bytes = typeof text === 'string' ? encodeText(text) : text
    return [bytes.length, ...bytes]
  })
  return Uint8Array.of(command, payload.length, ...payload, ...(padded ? [0] : []))
}
