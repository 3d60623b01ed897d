/** What exactly is signed for a request: its 32 bytes, and the chain on which the signature counts. */
import type { Hex } from 'viem'
import { hashMessage, hexToBytes, keccak256, stringToBytes } from 'viem/utils'
import { assertNever } from '../../model/problem'
import type { SigningRequest } from '../model/signingRequest'
import { readTransaction } from './readTransaction'
import { typedDataHash } from './typedDataDocument'

/** What is signed, without who signs it. */
export type Signable =
  | Pick<Extract<SigningRequest, { kind: 'transaction' }>, 'kind' | 'unsigned'>
  | Pick<Extract<SigningRequest, { kind: 'typed-data' }>, 'kind' | 'typedData'>
  | Pick<Extract<SigningRequest, { kind: 'message' }>, 'kind' | 'message'>

/** @throws Problem `signing.transaction` or `signing.typed-data` for what cannot be signed. */
export function signingDigest(signable: Signable): Hex {
  switch (signable.kind) {
    case 'transaction':
      readTransaction(signable.unsigned)
      return keccak256(signable.unsigned)
    case 'typed-data':
      return typedDataHash(signable.typedData)
    case 'message':
      return hashMessage({ raw: messageBytes(signable) })
    default:
      return assertNever(signable)
  }
}

/** Null where the signature names no chain: messages, and Safes before 1.3.0. @throws Problem `signing.transaction`. */
export function signingChainId(signable: Signable): number | null {
  if (signable.kind === 'transaction') return readTransaction(signable.unsigned).chainId
  return signable.kind === 'typed-data' ? (signable.typedData.domain.chainId ?? null) : null
}

/** The bytes of a personal message: text as UTF-8. */
export function messageBytes({ message }: Pick<Extract<SigningRequest, { kind: 'message' }>, 'message'>): Uint8Array {
  return 'text' in message ? stringToBytes(message.text) : hexToBytes(message.hex)
}
