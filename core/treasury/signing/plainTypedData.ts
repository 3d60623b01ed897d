import type { TypedDataDocument } from '../model/signingRequest'

interface TypedDataOfBigints {
  types: Record<string, { name: string; type: string }[]>
  primaryType: string
  domain: Record<string, unknown>
  message: Record<string, unknown>
}

/** As a document that can travel: JSON has no numbers beyond 2^53, so they are decimal text in it. */
export function plainTypedData({ message, domain, ...typed }: TypedDataOfBigints): TypedDataDocument {
  const text = (value: unknown) => (typeof value === 'bigint' ? value.toString() : value)
  const entries = Object.entries(message).map(([name, value]) => [name, text(value)])
  return { ...typed, domain: domain as TypedDataDocument['domain'], message: Object.fromEntries(entries) }
}
