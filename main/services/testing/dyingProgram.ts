/**
 * A program that dies at its n-th write, before it or right after it: from then on nothing more is written. What it left in its
 * journal and its folder is what the next one starts with.
 */
import type { PayoutFiles } from '../../storage/payoutFiles'
import type { createMemoryJournal } from './memoryJournal'

class Died extends Error {}

export interface DeathAt {
  /** Number of the write, from 1; beyond the last one nothing happens. */
  write: number
  when: 'before' | 'after'
}

export interface Mortal {
  journal: ReturnType<typeof createMemoryJournal>
  files: PayoutFiles
  /** Names of the writes until now. */
  writes: string[]
}

export function mortal(journal: ReturnType<typeof createMemoryJournal>, files: PayoutFiles, at: DeathAt): Mortal {
  const writes: string[] = []
  let isDead = false

  async function guarded<T>(name: string, write: () => Promise<T>): Promise<T> {
    if (isDead) throw new Died('The program is dead')
    writes.push(name)
    if (writes.length !== at.write) return write()
    isDead = true
    if (at.when === 'after') await write()
    throw new Died(`The program died at ${name}`)
  }

  return {
    writes,
    journal: { ...journal, append: (kind, data) => guarded(kind, () => journal.append(kind, data)) },
    files: { ...files, keep: (name, text) => guarded('file', () => files.keep(name, text)) },
  }
}
