/** Whether a place is that of this cooperative, before anything is read from it or written to it. SPEC.md, [SY8] and [SY9]. */
import { Problem } from '../model/problem'
import { cooperativeId, type Founding, verifyFounding } from './founding'
import type { EmptyPlace, EmptyPlaceAnswer, Round, SyncOptions } from './Round'
import { readBatch } from './readBatch'
import type { Standing } from './SyncTransport'
import { throwIfCancelled } from './throwIfCancelled'

/**
 * @returns what a person answered about an empty place, null where nobody had to be asked
 * @throws Problem `sync.other-cooperative`, `sync.founding-damaged`, `sync.place-empty`
 */
export async function checkPlace(
  round: Round,
  founding: Founding,
  standing: Standing,
  ask: SyncOptions['ask'],
): Promise<EmptyPlaceAnswer | null> {
  const there = standing.founding && cooperativeId(standing.founding)
  if (standing.founding && there !== round.cooperative) {
    await verifyFounding(standing.founding, round.verify)
    throw otherCooperative(there ?? '', round.cooperative)
  }
  if (there === null && standing.batches.length > 0) await checkBatches(round, standing)
  const answer = standing.batches.length === 0 ? await askAboutEmpty(round, ask) : null
  if (there === null) await round.transport.begin(founding, round.signal)
  throwIfCancelled(round.signal)
  return answer
}

/** The document that says whose place it is was lost; the batches say it too, and one of ours is enough: others are no batches of ours. */
async function checkBatches({ transport, cooperative, signal }: Round, { batches }: Standing): Promise<void> {
  let other: string | null = null
  for (const id of batches) {
    throwIfCancelled(signal)
    const read = await transport.read(id, signal).then(readBatch, () => null)
    if (read?.kind !== 'whole') continue
    if (read.batch.cooperative === cooperative) return
    other ??= read.batch.cooperative
  }
  if (other !== null) throw otherCooperative(other, cooperative)
  throw new Problem(
    'sync.place-unreadable',
    'There are batches in this place, none of which can be read, and nothing says whose they are: choose another place, or look at it again.',
  )
}

async function askAboutEmpty(round: Round, ask: SyncOptions['ask']): Promise<EmptyPlaceAnswer | null> {
  const held = await countHeld(round)
  if (held.own + held.others === 0) return null
  const answer = (await ask?.(held)) ?? null
  if (answer !== null) return answer
  throw new Problem(
    'sync.place-empty',
    `This place holds nothing of the cooperative, and this laptop holds ${held.own + held.others} batches: nothing was changed here or there. Choose the right place, or say that this one is to be filled.`,
  )
}

async function countHeld({ store }: Round): Promise<EmptyPlace> {
  const { publicKey } = await store.self()
  const held = { own: 0, others: 0 }
  for (const [actor, { n }] of await store.vector()) {
    if ((await store.keyOf(actor)) === publicKey) held.own += n
    else held.others += n
  }
  return held
}

function otherCooperative(there: string, own: string): Problem {
  return new Problem(
    'sync.other-cooperative',
    `This place belongs to another cooperative (${there.slice(0, 16)}, this laptop's is ${own.slice(0, 16)}): nothing was read or written. Choose another place.`,
    { cause: `${there} is not ${own}` },
  )
}
