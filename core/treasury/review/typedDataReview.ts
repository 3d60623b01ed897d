/** What a Ledger shows for typed data (EIP-712), such as a Safe's transaction: every field, or hashes only. */
import type { Address, Hex } from 'viem'
import { getAddress, hashStruct } from 'viem/utils'
import type { TypedDataDocument } from '../model/signingRequest'
import { typedDataHash, withDomainType } from '../signing/typedDataDocument'
import { adviceFor, blindWarning, capitalHex, type DeviceReview, lastLine, type ReviewFacts, type ReviewLine } from './reviewLine'

type Types = TypedDataDocument['types']

/** What the fields of a Safe's transaction stand for. */
const SAFE_FIELDS: Record<string, string> = {
  chainId: 'The chain on which alone the signature counts.',
  verifyingContract: 'The Safe that pays.',
  to: 'What the Safe calls: a payee, a token, or the contract that pays many at once.',
  value: 'Native coin that the Safe sends, in wei.',
  data: 'What is called there; for many payees, all of their payments.',
  operation: '0 calls; 1 runs the other contract’s code as the Safe, as MultiSend needs.',
  safeTxGas: '0, so that a failing payment reverts.',
  baseGas: '0: nobody is refunded.',
  gasPrice: '0: nobody is refunded.',
  gasToken: 'The zero address: nobody is refunded.',
  refundReceiver: 'The zero address: nobody is refunded.',
  nonce: 'The Safe’s own number of this transaction.',
}

/** @throws Problem `signing.typed-data`. */
export function reviewTypedData(document: TypedDataDocument, { settings }: ReviewFacts): DeviceReview {
  const digest = typedDataHash(document)
  const { domain, types, primaryType, message } = withDomainType(document)
  const { model, rawMessages, blindSigning } = settings
  const meaningOf = (name: string) => (primaryType === 'SafeTx' ? SAFE_FIELDS[name] : undefined) ?? `Field ${name}.`
  const hashes = [
    hashLine('Domain hash', hashStruct({ data: domain, primaryType: 'EIP712Domain', types }), 'Of chain and contract.'),
    hashLine(
      primaryType === 'SafeTx' ? 'Safe transaction hash' : 'Hash',
      digest,
      'Of all that is signed; a Safe lists it by this.',
    ),
  ]
  const messageHash = hashStruct({ data: message, primaryType, types })
  const domainFields = fieldLines('EIP712Domain', domain, types, meaningOf)
  const messageFields = fieldLines(primaryType, message, types, meaningOf)
  if (!rawMessages && !blindSigning) {
    const refused = {
      label: 'Refused',
      value: '',
      meaning: 'The Ledger signs typed data only with Raw messages or Blind signing on.',
    }
    return { device: [refused], offScreen: [...messageFields, ...hashes], advice: [rawAdvice()], notes: [] }
  }
  const opening = [
    blindWarning(model, 'The Ledger was told nothing about this kind of message by its maker, so it warns first.'),
    { label: 'Review typed message', value: '', meaning: 'The review begins.' },
  ]
  const ending = lastLine(model, 'Sign message')
  const shown = rawMessages
    ? [struct('EIP712Domain'), ...domainFields, struct(primaryType), ...messageFields]
    : [...domainFields, hashLine('Message hash', messageHash, 'Of all fields below: every digit must be the same on the device.')]
  return {
    device: [...opening, ...shown, ending],
    offScreen: rawMessages ? [hashLine('Message hash', messageHash, 'Of all fields.'), ...hashes] : [...messageFields, ...hashes],
    advice: rawMessages ? [] : [rawAdvice()],
    notes: model === 'touch' ? ['Typed data was recorded on a Nano: a touch model puts some fields on one page.'] : [],
  }
}

function rawAdvice() {
  return adviceFor('Raw messages', 'Then the Ledger shows every field that is signed; without it, only a hash.')
}

function struct(type: string): ReviewLine {
  return { label: 'Review struct', value: type, meaning: 'The fields of this part follow.' }
}

function hashLine(label: string, hash: Hex, meaning: string): ReviewLine {
  return { label, value: capitalHex(hash), meaning }
}

/** Depth first, as the device shows them; a field of an array or struct is shown by what is in it. */
function fieldLines(
  type: string,
  values: Record<string, unknown>,
  types: Types,
  meaningOf: (name: string) => string,
): ReviewLine[] {
  return (types[type] ?? []).flatMap((field) => valueLines(field.name, field.type, values[field.name], types, meaningOf))
}

function valueLines(name: string, type: string, value: unknown, types: Types, meaningOf: (name: string) => string): ReviewLine[] {
  const inner = /^(.*)\[\d*\]$/.exec(type)?.[1]
  if (inner !== undefined) return (value as unknown[]).flatMap((one) => valueLines(name, inner, one, types, meaningOf))
  if (types[type]) return fieldLines(type, value as Record<string, unknown>, types, meaningOf)
  return [{ label: name, value: shownValue(type, value), meaning: meaningOf(name) }]
}

function shownValue(type: string, value: unknown): string {
  if (type === 'address') return getAddress(value as Address)
  if (type.startsWith('bytes')) return capitalHex(String(value))
  return String(value)
}
