/** Keys in bech32 (BIP 173) or bech32m (BIP 350), as Cosmos-like chains and Cardano write them. */
import { bech32, bech32m } from '@scure/base'

/** So many letters of its alphabet after a prefix and a 1 are no accident. */
const CLAIM = /^[a-z]{1,30}1[02-9ac-hj-np-z]{32,}$/

/** Whether the text can only be meant as bech32, its checksum right or wrong. Capitals and small letters are never mixed. */
export function looksLikeBech32(text: string): boolean {
  const lower = text.toLowerCase()
  return (text === lower || text === text.toUpperCase()) && CLAIM.test(lower)
}

/** The key in lower case, or null when its checksum is wrong. */
export function bech32Key(text: string): string | null {
  const holds = [bech32, bech32m].some((codec) => codec.decodeUnsafe(text, false) !== undefined)
  return holds ? text.toLowerCase() : null
}
