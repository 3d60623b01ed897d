/** The laptop in memory, for the model. */
import { expect } from 'vitest'
import { applyOperations } from '../../records/applyOperations'
import { changeOf, textOf, type Write } from '../../records/testing/logs'
import type { AccessState } from '../access/AccessState'
import { type ExampleCooperative, exampleCooperative, recordsText } from './exampleCooperative'
import { Forger } from './governance'
import { admittedAs, MemoryDataKeys } from './MemoryDataKeys'
import { MemoryLaptop } from './MemoryLaptop'
import type { Governance, ModelLaptop, ModelWorld } from './ModelLaptop'
import { accessPlans, admit, changeAccess } from './memberships'
import { openAccess } from './openAccess'
import { signerNamed } from './signers'
import { LAPTOP_WORDS } from './syncStory'

class MemoryModelLaptop extends MemoryLaptop implements ModelLaptop {
  async becomeNewest() {
    await this.upgrade(accessPlans)
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
    expect(recordsText(this), 'records follow from the log').toBe(
      textOf(applyOperations(accessPlans, new Map(), this.disk.log).changed),
    )
  }
}

/** Laptops of an older version, which does not know the table of facts. */
const olderPlans = new Map([...accessPlans].filter(([table]) => table !== 'facts'))

/**
 * Everybody may write everything.
 * @param isSealed whether what is said of people is sealed
 */
export async function memoryWorld(isSealed: boolean): Promise<ModelWorld> {
  const world = worldOf(await exampleCooperative(), openAccess)
  if (!isSealed) return world
  const admitted = () => LAPTOP_WORDS.map((each) => admittedAs(signerNamed(each).publicKey))
  return {
    laptop: async (word, isOlder) => {
      const laptop = inMemory(await world.laptop(word, isOlder))
      laptop.dataKeys = new MemoryDataKeys(laptop, admitted)
      return laptop
    },
  }
}

/** Access is as admins say, beginning with the first laptop. */
export async function governedWorld(): Promise<ModelWorld & { governance: Governance }> {
  const cooperative = await exampleCooperative('Hill', null, 'laptop 0')
  const forger = new Forger(cooperative.founding)
  return {
    ...worldOf(cooperative, null),
    governance: {
      founding: cooperative.founding,
      async begin([founder, ...others], roles) {
        for (const [at, other] of others.entries()) await admit(inMemory(founder), inMemory(other), roles[at] ?? [])
      },
      async grant(author, about, roles, isFromNow) {
        await (isFromNow ? changeAccess : admit)(inMemory(author), inMemory(about), roles)
      },
      forge(word, what, laptops) {
        return forger.forge(word, what, [...new Set(laptops.map((each) => inMemory(each).signer.publicKey))])
      },
    },
  }
}

function worldOf({ founding, nextActor }: ExampleCooperative, access: AccessState | null): ModelWorld {
  return {
    laptop: async (word, isOlder) =>
      new MemoryModelLaptop(signerNamed(word), founding, isOlder ? olderPlans : accessPlans, nextActor, access),
  }
}

function inMemory(laptop: ModelLaptop | undefined): MemoryModelLaptop {
  if (laptop instanceof MemoryModelLaptop) return laptop
  throw new Error('Not a laptop in memory')
}
