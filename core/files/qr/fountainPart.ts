/** A part of a message, as multipart uniform resources write it (BCR-2024-001): five items of CBOR. */
import { damagedCode } from './bytewords'
import { CborReader, cborBytes, cborHead, joinBytes } from './cbor'

/** What all parts of one message have in common. */
export interface MessageShape {
  /** How many fragments the message has. */
  seqLen: number
  /** Of the message in bytes, without what fills up the last fragment. */
  messageLength: number
  /** CRC-32 of the message. */
  checksum: number
  fragmentLength: number
}

export interface FountainPart extends Omit<MessageShape, 'fragmentLength'> {
  /** From 1 and without end; those beyond `seqLen` mix several fragments. */
  seqNum: number
  /** One fragment, or several of them XORed. */
  data: Uint8Array
}

export function encodePart({ seqNum, seqLen, messageLength, checksum, data }: FountainPart): Uint8Array {
  const numbers = [seqNum, seqLen, messageLength, checksum].map((value) => cborHead('uint', value))
  return joinBytes([cborHead('array', 5), ...numbers, cborBytes(data)])
}

/** @throws Problem `qr.damaged-code`, also where the numbers contradict each other */
export function decodePart(bytes: Uint8Array): FountainPart {
  const reader = new CborReader(bytes)
  if (reader.head('array') !== 5) throw damagedCode('not five items')
  const seqNum = reader.head('uint')
  const seqLen = reader.head('uint')
  const messageLength = reader.head('uint')
  const checksum = reader.head('uint')
  const data = reader.byteString()
  reader.end()
  const fits = data.length * seqLen >= messageLength && data.length * (seqLen - 1) < messageLength
  if (seqNum < 1 || seqLen < 1 || messageLength < 1 || !fits) throw damagedCode('its numbers contradict each other')
  return { seqNum, seqLen, messageLength, checksum, data }
}

export function shapeOf({ seqLen, messageLength, checksum, data }: FountainPart): MessageShape {
  return { seqLen, messageLength, checksum, fragmentLength: data.length }
}

export function sameShape(one: MessageShape, other: MessageShape): boolean {
  return (
    one.seqLen === other.seqLen &&
    one.messageLength === other.messageLength &&
    one.checksum === other.checksum &&
    one.fragmentLength === other.fragmentLength
  )
}

/** XORs `from` into `into`; both are equally long. */
export function mixInto<A extends Uint8Array | Uint32Array>(into: A, from: A): void {
  for (let at = 0; at < into.length; at++) into[at] = (into[at] ?? 0) ^ (from[at] ?? 0)
}
