/** Address poisoning shows the same first and last characters as an address one trusts; people compare only these. */
import type { Member } from './records'

/** Other members whose address is the same, or looks the same at both ends (4 characters). */
export function lookAlikes(
  address: string,
  memberId: string | null,
  members: readonly Member[],
): { same: Member[]; similar: Member[] } {
  const others = members.filter((member) => member.address !== null && member.id !== memberId)
  const same = others.filter((member) => isSameAddress(member.address ?? '', address))
  const similar = others.filter((member) => looksAlike(member.address ?? '', address))
  return { same, similar }
}

/** Two addresses that are not the same and begin and end alike. */
export function looksAlike(first: string, second: string): boolean {
  return !isSameAddress(first, second) && endsOf(first) === endsOf(second)
}

/** Capital letters are a checksum in an EVM address, and part of the key in every other. */
export function isSameAddress(first: string, second: string): boolean {
  return plainForm(first) === plainForm(second)
}

/** What people compare: the same for the same address, and for those that look like it. */
export function endsOf(address: string): string {
  const text = plainForm(address).replace(/^0x/, '')
  return `${text.slice(0, 4)}…${text.slice(-4)}`
}

function plainForm(address: string): string {
  return address.startsWith('0x') ? address.toLowerCase() : address
}
