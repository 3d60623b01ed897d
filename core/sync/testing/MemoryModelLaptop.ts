/** The laptop in memory, for the model. */
import { expect } from 'vitest'
import { applyOperations } from '../../records/applyOperations'
import { changeOf, textOf, type Write } from '../../records/testing/logs'
import { type AccessState, accessState } from '../access/AccessState'
import { admittedInstallations } from '../access/admittedInstallations'
import { grantsIn } from '../access/saidGrant'
import { reachedWith } from '../batch'
import { cooperativeId } from '../founding'
import type { Admitted } from '../keys/DataKeyStore'
import { destroyPerson } from '../keys/destroyPerson'
import { type ExampleCooperative, exampleCooperative, recordsText, sync } from './exampleCooperative'
import { Forger } from './governance'
import { grantsOf } from './grantsOf'
import { admittedAs, encryptionKeyOf, MemoryDataKeys } from './MemoryDataKeys'
import { MemoryLaptop } from './MemoryLaptop'
import { MemoryPlace } from './MemoryPlace'
import type { Governance, ModelLaptop, ModelWorld } from './ModelLaptop'
import { accessPlans, admit, changeAccess } from './memberships'
import { openAccess } from './openAccess'
import { personal } from './personal'
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

/** Access is as admins say, beginning with the first laptop. @param isSealed as of `memoryWorld` */
export async function governedWorld(isSealed: boolean): Promise<ModelWorld & { governance: Governance }> {
  const cooperative = await exampleCooperative('Hill', null, 'laptop 0')
  const forger = new Forger(cooperative.founding)
  const world = worldOf(cooperative, null)
  return {
    async laptop(word, isOlder) {
      const laptop = inMemory(await world.laptop(word, isOlder))
      if (isSealed) laptop.dataKeys = new MemoryDataKeys(laptop, () => admittedBy(laptop))
      return laptop
    },
    governance: {
      founding: cooperative.founding,
      async begin([founder, ...others], roles) {
        // The founding document names no key by which data keys are wrapped.
        if (isSealed) await admit(inMemory(founder), inMemory(founder), ['admin', 'operator'])
        for (const [at, other] of others.entries()) await admit(inMemory(founder), inMemory(other), roles[at] ?? [])
      },
      async grant(author, about, roles, isFromNow) {
        await (isFromNow ? changeAccess : admit)(inMemory(author), inMemory(about), roles)
      },
      async destroy(on, person) {
        const laptop = inMemory(on)
        const { publicKey } = laptop.signer
        if (!laptop.dataKeys || !intendedAccess(laptop).admins().includes(publicKey)) return false
        // As the program does: what is to be destroyed has to be sealed.
        await sync(laptop, new MemoryPlace(), { ask: async () => 'write-all', personal })
        if ((await laptop.countUnsealed()) > 0) return false
        const at = new Date(laptop.wallMs).toISOString()
        return (await destroyPerson(laptop, { cooperative: cooperativeId(cooperative.founding), person, at })) > 0
      },
      forge(word, what, laptops) {
        return forger.forge(word, what, [...new Set(laptops.map((each) => inMemory(each).signer.publicKey))])
      },
    },
  }
}

/** As `access` of the store, with what was said here and no batch holds yet. */
function intendedAccess({ disk, signer: { publicKey }, cooperative }: MemoryLaptop): AccessState {
  if (!cooperative) throw new Error('Without a cooperative nobody has access')
  const { actor, log, batches } = disk
  const held = [...batches.values()].flat().map(({ named }) => named)
  const last = batches.get(actor)?.at(-1)?.named
  const sealed = last ? reachedWith(last).lastOperation : 0
  const operations = log.filter((each) => each.actor === actor && each.n > sealed)
  const said = grantsIn({ id: { actor, n: (last?.id.n ?? 0) + 1 }, batch: { publicKey, operations } })
  return accessState(cooperative, [...held.flatMap(grantsOf), ...said])
}

/** As the program has it: this installation can open what it seals, whatever was said of it. */
function admittedBy(laptop: MemoryLaptop): Admitted[] {
  const { publicKey } = laptop.signer
  const encryptionKey = encryptionKeyOf(publicKey)
  const admitted = admittedInstallations(intendedAccess(laptop))
  const here = admitted.filter((each) => each.publicKey === publicKey)
  const [first] = here
  return !first || here.some((each) => each.encryptionKey === encryptionKey)
    ? admitted
    : [...admitted, { ...first, encryptionKey }]
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
