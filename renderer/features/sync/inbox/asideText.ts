import type { BatchAside } from '#core/records/tables/syncTables'

/** What each fault means and what to do about it. */
const FAULTS: Record<BatchAside['fault'], string> = {
  gap: 'Waits for the one before it: sync with a place or a laptop that has it.',
  'missing-file': 'Waits for the rest of a large value: sync with a place or a laptop that has it.',
  'newer-value': 'A newer version of this program wrote it: update this one.',
  'broken-value': 'What it says of a large value does not hold. Ask the laptop’s owner to update the program.',
  fork: 'Another batch has its number: that laptop exists twice, by a copy of its disk or of its backup. What this one says is not in the records here before the copy that wrote it syncs again: ask its owner to sync both, and to go on with one.',
  forged: 'Its signature does not hold: somebody changed it on the way. Sync with another place.',
  'other-key': 'It is written under a name that belongs to another key. Ask who uses it.',
  'broken-chain': 'It does not follow from the one before it. Ask the laptop’s owner to sync again.',
  'other-cooperative': 'It is of another cooperative.',
}

const OWN_FORK =
  'Another copy of this laptop wrote a batch of this number as well. What this one had said in it is said again under its new name, so nothing is lost: find the other copy, sync it too, and go on with one of them.'

/** Why a batch was set aside and what to do, on the laptop that wrote it and on others. SPEC.md, [SY21]. */
export function asideText({ fault, sealedHere }: Pick<BatchAside, 'fault' | 'sealedHere'>): string {
  return fault === 'fork' && sealedHere ? OWN_FORK : FAULTS[fault]
}
