import type { ChainRecord } from '#core/treasury/model/treasuryRecords'

/** Choices of a chain; the first says that none is chosen yet. */
export function chainOptions(chains: readonly Pick<ChainRecord, 'id' | 'name'>[]): { value: string; label: string }[] {
  return [
    { value: '', label: chains.length === 0 ? 'Add a chain first' : 'Choose a chain' },
    ...chains.map(({ id, name }) => ({ value: id, label: `${name} (${id})` })),
  ]
}
