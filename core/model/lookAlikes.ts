/** Address poisoning shows the same first and last characters as an address one trusts; people compare only these. */
import type { Member } from './records'

/** Other members whose address is the same, or looks the same at both ends (4 hex digits). */
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

function isSameAddress(first: string, second: string): boolean {
  return first.toLowerCase() === second.toLowerCase()
}

function endsOf(address: string): string {
  const text = address.toLowerCase()
  return `${text.slice(2, 6)}…${text.slice(-4)}`
}
