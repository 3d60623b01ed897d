/** Address poisoning shows the same first and last characters as an address one trusts; people compare only these. */
import type { Member } from './records'

/** Other members whose address is the same, or looks the same at both ends (4 hex digits). */
export function lookAlikes(
  address: string,
  memberId: string | null,
  members: readonly Member[],
): { same: Member[]; similar: Member[] } {
  const wanted = address.toLowerCase()
  const ends = (text: string) => `${text.slice(2, 6)}…${text.slice(-4)}`
  const others = members.filter((member) => member.address !== null && member.id !== memberId)
  const same = others.filter((member) => member.address?.toLowerCase() === wanted)
  const similar = others.filter((member) => !same.includes(member) && ends(member.address?.toLowerCase() ?? '') === ends(wanted))
  return { same, similar }
}
