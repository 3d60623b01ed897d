/** A file of agreements never sends a member's money elsewhere by itself: the splits before say where it went. */
import { isSameAddress, looksAlike } from '#core/model/lookAlikes'
import { Problem } from '#core/model/problem'
import type { ReadMember } from '#core/rewards/agreementsReading'
import type { SplitFile } from '#core/rewards/splitFile'

/**
 * @param splits that the new one goes on from or corrects, the latest last
 * @param confirmed ids of members whose new address somebody has compared with them
 * @returns what a person should know: members who had an address and have none in the file
 * @throws Problem `split.address-changed` naming each change with both addresses
 */
export function checkAddressesKept(
  splits: readonly SplitFile[],
  members: readonly ReadMember[],
  confirmed: readonly string[],
): string[] {
  const before = new Map<string, string>()
  for (const split of splits) for (const { id, address } of split.members) if (address !== null) before.set(id, address)
  const changes: string[] = []
  const missing: string[] = []
  for (const { id, name = id, address = null } of members) {
    const old = before.get(id)
    if (old === undefined) continue
    if (address === null) missing.push(`${name} has no address in the file and had ${old} before: the share is held.`)
    else if (!isSameAddress(old, address) && !confirmed.includes(id)) {
      changes.push(
        `${name} from ${old} to ${address}${looksAlike(old, address) ? ', which begins and ends like the old one' : ''}`,
      )
    }
  }
  if (changes.length === 0) return missing
  throw new Problem(
    'split.address-changed',
    `The file pays at other addresses than the splits before: ${changes.join('; ')}. Compare each whole address with the member by another way, then give --confirm-address with the member's id.`,
    { field: 'address' },
  )
}
