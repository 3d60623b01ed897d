/**
 * The transaction with which a gateway asks to be added: `BlockchainTxn` field 1 holds AddGatewayV1 {1 owner, 2 gateway,
 * 4 gateway_signature, 5 payer}, and the signature is over AddGatewayV1 without field 4 (helium/proto, gateway-rs).
 * A signature over a fresh owner key proves that the device controls its key now; it proves nothing about its hardware.
 */
import { base64 } from '@scure/base'
import { Problem } from '../../model/problem'
import { type HeliumKey, heliumAddress, heliumSignatureHolds, readHeliumKey } from './heliumKey'
import { type ProtobufField, readProtobuf } from './readProtobuf'

const ADD_GATEWAY = 1
const OWNER = 1
const GATEWAY = 2
const GATEWAY_SIGNATURE = 4
const PAYER = 5

export interface AddGateway {
  owner: HeliumKey
  gateway: HeliumKey
  /** Null when the transaction names none. */
  payer: HeliumKey | null
  ownerAddress: string
  gatewayAddress: string
  payerAddress: string | null
  /** Whether the gateway's own key signed exactly this. */
  signatureHolds: boolean
}

/**
 * Decodes and verifies the base64 text that `helium_gateway add` prints as `txn`.
 * @throws Problem `helium.not-base64`, `protobuf.broken`, `helium.not-add-gateway` or `helium.bad-key`.
 */
export function readAddGateway(txn: string): AddGateway {
  const transaction = only(readProtobuf(fromBase64(txn)), ADD_GATEWAY)
  const fields = readProtobuf(transaction)
  const [owner, gateway] = [readHeliumKey(only(fields, OWNER)), readHeliumKey(only(fields, GATEWAY))]
  const payerBytes = optional(fields, PAYER)
  const payer = payerBytes && payerBytes.length > 0 ? readHeliumKey(payerBytes) : null
  return {
    owner,
    gateway,
    payer,
    ownerAddress: heliumAddress(owner),
    gatewayAddress: heliumAddress(gateway),
    payerAddress: payer && heliumAddress(payer),
    signatureHolds: heliumSignatureHolds(gateway, signedBytes(transaction, fields), only(fields, GATEWAY_SIGNATURE)),
  }
}

/** The message as it was before the signature was put in. */
function signedBytes(message: Uint8Array, fields: readonly ProtobufField[]): Uint8Array {
  const kept = fields.filter(({ number }) => number !== GATEWAY_SIGNATURE)
  const signed = new Uint8Array(kept.reduce((sum, { start, end }) => sum + end - start, 0))
  let at = 0
  for (const { start, end } of kept) {
    signed.set(message.subarray(start, end), at)
    at += end - start
  }
  return signed
}

function optional(fields: readonly ProtobufField[], number: number): Uint8Array | null {
  const found = fields.filter((field) => field.number === number)
  const value = found[0]?.value
  // A second one would leave open which of them was signed for.
  if (found.length > 1 || typeof value === 'bigint') throw notAddGateway(`field ${number}`)
  return value ?? null
}

function only(fields: readonly ProtobufField[], number: number): Uint8Array {
  const value = optional(fields, number)
  if (value === null) throw notAddGateway(`field ${number} is missing`)
  return value
}

function fromBase64(text: string): Uint8Array {
  try {
    return base64.decode(text.trim())
  } catch (cause) {
    throw new Problem('helium.not-base64', 'The transaction is not base64 text: ask the gateway again.', { cause })
  }
}

function notAddGateway(cause: string): Problem {
  return new Problem('helium.not-add-gateway', 'This is not a transaction that adds a gateway: ask the gateway again.', { cause })
}
