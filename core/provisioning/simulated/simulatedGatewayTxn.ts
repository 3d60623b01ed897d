/** The transaction that a training gateway signs: protobuf as gateway-rs writes it, with a real signature. */
import { base64 } from '@scure/base'
import type { HeliumKey } from '../helium/heliumKey'

const OWNER = 1
const GATEWAY = 2
const GATEWAY_SIGNATURE = 4
const PAYER = 5
const ADD_GATEWAY = 1
const DELIMITED = 2

export interface AddToSign {
  owner: HeliumKey
  payer: HeliumKey
  gateway: HeliumKey
  sign(message: Uint8Array): Uint8Array
}

/** @returns base64. */
export function signedAddGateway({ owner, payer, gateway, sign }: AddToSign): string {
  const before = [...field(OWNER, owner.bytes), ...field(GATEWAY, gateway.bytes)]
  const after = field(PAYER, payer.bytes)
  const signature = field(GATEWAY_SIGNATURE, sign(Uint8Array.from([...before, ...after])))
  return base64.encode(Uint8Array.from(field(ADD_GATEWAY, Uint8Array.from([...before, ...signature, ...after]))))
}

function field(number: number, value: Uint8Array): number[] {
  return [number * 8 + DELIMITED, ...varint(value.length), ...value]
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) + 0x80, ...varint(Math.floor(value / 0x80))]
}
