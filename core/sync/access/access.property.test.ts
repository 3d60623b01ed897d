import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Operation } from '../../records/operation'
import type { NamedBatch } from '../batch'
import { canonicalText } from '../signedDocument'
import { encryptionKeyOf } from '../testing/MemoryDataKeys'
import { governedWorld } from '../testing/MemoryModelLaptop'
import type { ModelLaptop } from '../testing/ModelLaptop'
import { accessPlans } from '../testing/memberships'
import { marksIn, readableMarks, SyncModel } from '../testing/syncModel'
import { type Story, story } from '../testing/syncStory'
import { openBatch } from '../travel/openBatch'
import { type AccessState, accessState } from './AccessState'
import { admittedInstallations } from './admittedInstallations'
import { counted, type Judged, judgeBy } from './judgeBatch'
import { grantsIn } from './saidGrant'

/** `npm test` runs 200, `npm run test:long` 10,000. */
const numRuns = Number(process.env.PROPERTY_RUNS ?? 200)

/** An admin destroys what is known of somebody, whatever else is drawn: that needs much to have come before. */
const destroying: Story = {
  beginsForked: true,
  skewsMs: [0, 0, 0, 0],
  older: [false, false, false, false],
  isSealed: true,
  roles: [['operator'], ['operator'], ['admin', 'operator']],
  happenings: [{ kind: 'destroy', laptop: 0, person: 'k1' }],
}

const heldBy = async (laptop: ModelLaptop) => (await laptop.batches()).held
const unsealedOf = (laptop: ModelLaptop) => laptop.unsealed(Number.POSITIVE_INFINITY)
const sorted = (operations: readonly Operation[]) => operations.map((each) => canonicalText(each)).sort()
const hashesOf = async (laptop: ModelLaptop) =>
  (await heldBy(laptop))
    .map(({ id }) => id.hash)
    .sort()
    .join()

test('[SY41] [SY46] whatever admins say and thieves forge, all that hold the same batches hold the same records', {
  timeout: 60_000 + numRuns * 1_000,
}, async () => {
  const seen = { withheld: 0, revoked: 0, secondAdmins: 0, agreed: 0, sealed: 0, destroyed: 0 }
  await fc.assert(
    fc.asyncProperty(story, async (given) => {
      const world = await governedWorld(given.isSealed)
      const model = await SyncModel.begin(given, world)
      for (const each of given.happenings) await model.happen(each)
      // Only then it is known of every table who may write it.
      await model.everybodyIsNewest()
      const made = await model.marksAnywhere()
      await model.everybodySyncs(3)
      // Who may write nothing sends nothing.
      for (const laptop of model.laptops) for (const mark of marksIn(await unsealedOf(laptop))) made.delete(mark)
      // A key of which the only laptop was set back is gone for good.
      const keepsAll = !given.happenings.some(({ kind }) => kind === 'set-back-laptop')
      // Nobody has what was destroyed before anybody else had it, even by an admin whose word counts no longer.
      const gone = new Set((await Promise.all(model.laptops.map(destroyedOn))).flatMap((ids) => [...ids]))
      const accessOf = async (laptop: ModelLaptop) =>
        accessState(world.governance.founding, (await heldBy(laptop)).flatMap(grantsIn))
      // Of two branches of one name laptops hold different ones, and with them what they say of access: whoever makes a key
      // wraps it for those who are admitted there.
      const everywhere = await Promise.all(model.laptops.map(accessOf))
      for (const laptop of model.laptops) {
        const held = await heldBy(laptop)
        // Access and log as they became step by step are what they are at once.
        const access = await accessOf(laptop)
        const judged = held.map(judgeBy(access, accessPlans))
        const unsealed = await unsealedOf(laptop)
        const log = await laptop.log()
        expect(sorted(log)).toEqual(sorted([...(await openedOf(laptop, held, judged)), ...unsealed]))
        const destroyed = await destroyedOn(laptop)
        expect((await laptop.dataKeys?.keys())?.filter(({ id }) => destroyed.has(id)) ?? []).toEqual([])
        const { publicKey } = await laptop.self()
        if (keepsAll && everywhere.every((each) => isAdmittedToKeys(publicKey, each)))
          expect((await missingKeys(laptop)).filter((id) => !gone.has(id))).toEqual([])
        await laptop.checkRecords()
        const readable = await readableMarks(laptop)
        expect([...made].filter((mark) => !readable.has(mark))).toEqual([])
        expect(JSON.stringify(log)).not.toMatch(/edited|invented/)
        seen.withheld += Number(judged.some(({ withheld }) => withheld?.reason === 'no-right'))
        seen.revoked += Number(judged.some(({ withheld }) => withheld?.reason === 'no-access'))
        seen.secondAdmins += Number(access.admins().length > 1)
      }
      const whole = await wholeOf(model.laptops)
      seen.sealed += Number(given.isSealed)
      seen.destroyed += Number(model.destroyed > 0)
      const text = await whole[0]?.recordsText()
      for (const each of whole) expect(await each.recordsText()).toBe(text)
      // Where no name has two branches, everybody ends with the same batches.
      const hashes = await Promise.all(model.laptops.map(hashesOf))
      if (model.firstForks().size === 0) expect(new Set(hashes).size).toBe(1)
      seen.agreed += Number(whole.length > 1)
    }),
    { numRuns, examples: [[destroying]] },
  )
  // The property says little where nothing happens.
  const { destroyed, ...often } = seen
  expect(Math.min(...Object.values(often))).toBeGreaterThan(numRuns / 20)
  expect(destroyed).toBeGreaterThan(0)
})

/** What of the held batches counts and can be read with the keys that are here, opened anew. */
async function openedOf(laptop: ModelLaptop, held: readonly NamedBatch[], judged: readonly Judged[]): Promise<Operation[]> {
  const keys = new Map((await laptop.dataKeys?.keys())?.map((key) => [key.id, key]))
  const opening = { chunk: (hash: string) => laptop.chunk(hash), key: (id: string) => keys.get(id) ?? null }
  const opened: Operation[] = []
  for (const [at, { batch }] of held.entries()) {
    const each = await openBatch(batch, opening)
    if (each.kind !== 'whole') throw new Error('A held batch does not open')
    opened.push(...counted(each.operations, judged[at]?.counts ?? []))
  }
  return opened
}

async function destroyedOn(laptop: ModelLaptop): Promise<Set<string>> {
  const envelopes = (await laptop.dataKeys?.envelopes()) ?? []
  return new Set(envelopes.filter(({ destroyedAt }) => destroyedAt !== null).map(({ keyId }) => keyId))
}

/** Whether an admin said that it may read what is sealed, and with which key. */
function isAdmittedToKeys(publicKey: string, access: AccessState): boolean {
  const admitted = admittedInstallations(access)
  return admitted.some((each) => each.publicKey === publicKey && each.encryptionKey === encryptionKeyOf(publicKey))
}

/** Data keys without which not all that is held can be read. */
async function missingKeys(laptop: ModelLaptop): Promise<string[]> {
  const keys = new Set((await laptop.dataKeys?.keys())?.map(({ id }) => id))
  const destroyed = await destroyedOn(laptop)
  return [...(await laptop.keysInUse())].filter((id) => !keys.has(id) && !destroyed.has(id))
}

/** Laptops that hold what the first holds and can read all of it, and have nothing that nobody else sees. */
async function wholeOf(laptops: readonly ModelLaptop[]): Promise<ModelLaptop[]> {
  const sent: ModelLaptop[] = []
  for (const each of laptops) {
    if ((await each.countUnsealed()) === 0 && (await missingKeys(each)).length === 0) sent.push(each)
  }
  const [first] = sent
  const hashes = first && (await hashesOf(first))
  const same: ModelLaptop[] = []
  for (const each of sent) if ((await hashesOf(each)) === hashes) same.push(each)
  return same
}
