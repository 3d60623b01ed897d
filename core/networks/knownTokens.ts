/** Decimals of tokens whose tables name them. */
const DECIMALS: Readonly<Record<string, number>> = { HNT: 8, IOT: 6, MOBILE: 6, WXM: 18 }

/** @returns null for a token that is not known by its symbol */
export function knownDecimals(symbol: string): number | null {
  return DECIMALS[symbol.trim().toUpperCase()] ?? null
}
