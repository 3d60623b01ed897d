/** Typed data with its `EIP712Domain` written out: what is hashed here and what a device is told are then the same. */
import type { Hex, TypedDataDomain } from 'viem'
import { hashTypedData } from 'viem/utils'
import { Problem } from '../../model/problem'
import type { TypedDataDocument } from '../model/signingRequest'

/** In the order of EIP-712. */
const DOMAIN_FIELDS = [
  { name: 'name', type: 'string' },
  { name: 'version', type: 'string' },
  { name: 'chainId', type: 'uint256' },
  { name: 'verifyingContract', type: 'address' },
  { name: 'salt', type: 'bytes32' },
] as const

/**
 * The same document with its domain's type. @throws Problem `signing.typed-data` when the type that is there already names
 * other fields than the domain has.
 */
export function withDomainType(document: TypedDataDocument): TypedDataDocument {
  const fields = DOMAIN_FIELDS.filter(({ name }) => document.domain[name] !== undefined)
  const given = document.types.EIP712Domain
  if (given && JSON.stringify(given) !== JSON.stringify(fields)) {
    throw unusable(
      'its EIP712Domain type names other fields than its domain has, or in another order, so two programs would hash it differently',
    )
  }
  return { ...document, types: { EIP712Domain: [...fields], ...document.types } }
}

/** @returns the EIP-712 hash. @throws Problem `signing.typed-data` naming what does not fit its type. */
export function typedDataHash(document: TypedDataDocument): Hex {
  const { domain, types, primaryType, message } = withDomainType(document)
  if (!Object.hasOwn(types, primaryType) || primaryType === 'EIP712Domain') {
    throw unusable(`its primary type "${primaryType.slice(0, 40)}" is not among its types`)
  }
  checkUnknownFields(types, primaryType, message)
  checkNumbers(message)
  try {
    return hashTypedData({ domain: domain as TypedDataDomain, types, primaryType, message })
  } catch (thrown) {
    throw unusable(thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown), thrown)
  }
}

/** A field that no type names is not signed, at whatever depth: whoever wrote it believes that it is. */
function checkUnknownFields(types: TypedDataDocument['types'], type: string, value: unknown, name = 'its message'): void {
  const fields = types[type]
  if (!fields) return
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unusable(`${name} is not an object of ${type}`)
  const values = value as Record<string, unknown>
  const stray = Object.keys(values).find((key) => !fields.some((field) => field.name === key))
  if (stray !== undefined) throw unusable(`${name} has a field "${stray.slice(0, 40)}" that ${type} does not name`)
  for (const field of fields) {
    const inner = values[field.name]
    if (inner === undefined || inner === null) throw unusable(`${name} lacks the field "${field.name.slice(0, 40)}" of ${type}`)
    const [element = '', ...dimensions] = field.type.split('[')
    for (const part of [inner].flat(dimensions.length))
      checkUnknownFields(types, element, part, `its field "${field.name.slice(0, 40)}"`)
  }
}

/** JSON rounds whole numbers from 2^53 on, so such a one may not be the one that was meant. */
function checkNumbers(value: unknown): void {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw unusable(`the number ${value} in its message is not exact: write it as text`)
  }
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) checkNumbers(part)
}

function unusable(why: string, cause?: unknown): Problem {
  return new Problem('signing.typed-data', `The typed data cannot be signed: ${why}. Ask for it again.`, { cause })
}
