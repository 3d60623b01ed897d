/** The laptop in memory, for the model. */
import { expect } from 'vitest'
import { changeOf, fold, plans, textOf, type Write } from '../../records/testing/logs'
import { exampleCooperative, recordsText } from './exampleCooperative'
import { admittedAs, MemoryDataKeys } from './MemoryDataKeys'
import { MemoryLaptop } from './MemoryLaptop'
import type { ModelLaptop, ModelWorld } from './ModelLaptop'
import { signerNamed } from './signers'
import { LAPTOP_WORDS } from './syncStory'

class MemoryModelLaptop extends MemoryLaptop implements ModelLaptop {
  becomeNewest(): void {
    this.upgrade(plans)
  }

  async say(write: Write, mark: string) {
    const change = changeOf(write, this.states)
    if (change) this.write(change, { mark })
  }

  async sayNewer(mark: string) {
    this.write({ table: 'proposals', key: 'p', set: { title: 'x' } }, { mark, vote: { deep: [1] } })
  }

  async sayLarge(chars: number, mark: string) {
    this.write({ table: 'sites', key: 'k1', set: { name: 'x'.repeat(chars) } }, { mark })
  }

  async log() {
    return this.disk.log
  }

  async batches() {
    const held = [...this.disk.batches.values()].flat().map(({ named }) => named)
    return { held, aside: [...this.disk.aside.values()].map(({ named }) => named) }
  }

  async hasMoved() {
    return this.disk.earlierActors.length > 0
  }

  async recordsText() {
    return recordsText(this)
  }

  async checkRecords() {
    expect(recordsText(this), 'records follow from the log').toBe(textOf(fold(this.disk.log)))
  }
}

/** @param isSealed whether what is said of people is sealed */
export async function memoryWorld(isSealed: boolean): Promise<ModelWorld> {
  const { founding, nextActor } = await exampleCooperative()
  /** Laptops of an older version, which does not know the table of facts. */
  const older = new Map([...plans].filter(([table]) => table !== 'facts'))
  return {
    laptop: async (word, isOlder) => {
      const laptop = new MemoryModelLaptop(signerNamed(word), founding, isOlder ? older : plans, nextActor)
      if (isSealed)
        laptop.dataKeys = new MemoryDataKeys(laptop, () => LAPTOP_WORDS.map((each) => admittedAs(signerNamed(each).publicKey)))
      return laptop
    },
  }
}
