/** Uniform resources (BCR-2020-005) as text: `ur:type/message`, or `ur:type/seqNum-seqLen/part` for a part of many. */
import { Problem } from '../../model/problem'
import { damagedCode, decodeBytewords, encodeBytewords } from './bytewords'
import { decodePart, encodePart, type FountainPart } from './fountainPart'

export type UniformResource = { type: string } & ({ message: Uint8Array } | { part: FountainPart })

/** The whole message, CBOR, in one text. */
export function singleResource(type: string, message: Uint8Array): string {
  return `ur:${type}/${encodeBytewords(message)}`
}

export function partResource(type: string, part: FountainPart): string {
  return `ur:${type}/${part.seqNum}-${part.seqLen}/${encodeBytewords(encodePart(part))}`
}

/**
 * @param text in upper or lower case.
 * @throws Problem `qr.foreign-code` where it is no uniform resource, `qr.damaged-code` where it does not hold together
 */
export function readResource(text: string): UniformResource {
  const [, type, sequence, body] = /^ur:([a-z0-9-]{1,64})\/(?:(\d{1,10}-\d{1,10})\/)?([a-z]+)$/.exec(text.toLowerCase()) ?? []
  if (type === undefined || body === undefined) throw foreignCode()
  if (sequence === undefined) return { type, message: decodeBytewords(body) }
  const part = decodePart(decodeBytewords(body))
  if (sequence !== `${part.seqNum}-${part.seqLen}`) throw damagedCode('its two numbers differ')
  return { type, part }
}

function foreignCode(): Problem {
  return new Problem(
    'qr.foreign-code',
    'This QR code is not of a file: hold the camera before the codes that Commonmast shows on the other machine.',
  )
}
