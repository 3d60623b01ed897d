import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson } from '#core/model/canonicalJson'
import type { BatchId } from '#core/sync/batch'
import { BatchMaker, exampleFounding } from '../testing/sealedBatches'
import type { MessageSource } from './messageSurely'
import type { StreamState } from './NatsStream'
import { natsNames, spaceOf } from './natsNames'
import { packMessage } from './packMessage'
import type { StreamMessage } from './StreamCalls'
import { StreamIndex } from './StreamIndex'

const never = new AbortController().signal
const { founding, cooperative } = await exampleFounding()
const other = await exampleFounding('Coast Mesh')
const space = spaceOf(cooperative)
const names = natsNames(space)
const subject = names.batchesBy('anna')
const batches = await new BatchMaker('anna', cooperative).sealMany(12)
const sorted = (ids: readonly BatchId[]) => ids.map(({ hash }) => hash).sort()

/** A stream in memory: what a server holds, and what happens to servers. */
class MemoryStream implements MessageSource {
  readonly place = 'nats://memory'
  readonly waitsMs = [0, 0, 0, 0]
  held: StreamMessage[] = []
  last = 0
  asked = 0
  /** Numbers that are not given at first, by how often they are held back. */
  late = new Map<number, number>()
  #stored = 0

  put(text: string, of = subject): void {
    this.putBytes(packMessage(text), of)
  }

  putBytes(bytes: Uint8Array, of = subject): void {
    this.last += 1
    this.#stored += 1
    this.held.push({ seq: this.last, subject: of, bytes, storedAt: `time ${this.#stored}` })
  }

  get state(): StreamState {
    return { first: this.held[0]?.seq ?? this.last + 1, last: this.last, messages: this.held.length, freeBytes: null }
  }

  async messages(numbers: Iterable<number>, _signal: AbortSignal, onMessage: (message: StreamMessage) => void): Promise<void> {
    for (const seq of numbers) {
      this.asked += 1
      const late = this.late.get(seq) ?? 0
      this.late.set(seq, late - 1)
      const found = this.held.find((message) => message.seq === seq)
      if (found && late <= 0) onMessage(found)
    }
  }
}

it('[SY82] asks for one message where nothing changed, and for that and the new ones where there are some', async () => {
  const stream = new MemoryStream()
  const index = new StreamIndex()
  for (const { text } of batches.slice(0, 5)) stream.put(text)
  await index.refresh(stream, stream.state, never)
  expect(stream.asked).toBe(5)
  await index.refresh(stream, stream.state, never)
  expect(stream.asked).toBe(6)
  for (const { text } of batches.slice(5, 8)) stream.put(text)
  const read: string[] = []
  await index.refresh(stream, stream.state, never, ({ hash }) => read.push(hash))
  expect([stream.asked, read]).toEqual([10, batches.slice(5, 8).map(({ id }) => id.hash)])
  expect(sorted(index.batches(cooperative))).toEqual(sorted(batches.slice(0, 8).map(({ id }) => id)))
})

it('[SY82] knows what a stream holds whatever was done to it in between', async () => {
  const of = <K extends string>(kind: K) => fc.constant(kind)
  const happening = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: of('put'), at: fc.nat(batches.length - 1) }) },
    { weight: 4, arbitrary: fc.record({ kind: of('look') }) },
    { weight: 1, arbitrary: fc.record({ kind: of('copy') }) },
    { weight: 2, arbitrary: fc.record({ kind: of('set-back') }) },
    { weight: 1, arbitrary: fc.record({ kind: of('empty') }) },
    { weight: 1, arbitrary: fc.record({ kind: of('purge') }) },
    { weight: 1, arbitrary: fc.record({ kind: of('cut'), keep: fc.nat(12) }) },
    { weight: 1, arbitrary: fc.record({ kind: of('lose'), at: fc.nat(12) }) },
    { weight: 1, arbitrary: fc.record({ kind: of('evict'), count: fc.nat(4) }) },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { maxLength: 40, size: 'max' }), async (happenings) => {
      const stream = new MemoryStream()
      const index = new StreamIndex()
      let copy = { held: [...stream.held], last: 0 }
      for (const one of [...happenings, { kind: 'look' as const }]) {
        if (one.kind === 'put') stream.put(batches[one.at]?.text ?? '')
        else if (one.kind === 'copy') copy = { held: [...stream.held], last: stream.last }
        else if (one.kind === 'set-back') Object.assign(stream, { held: [...copy.held], last: copy.last })
        else if (one.kind === 'empty') Object.assign(stream, { held: [], last: 0 })
        else if (one.kind === 'purge') stream.held = []
        else if (one.kind === 'lose') stream.held.splice(one.at, 1)
        else if (one.kind === 'evict') stream.held.splice(0, one.count)
        else if (one.kind === 'cut') {
          stream.held.splice(one.keep)
          stream.last = stream.held.at(-1)?.seq ?? 0
        } else {
          await index.refresh(stream, stream.state, never)
          const ids = stream.held.map(({ bytes }) => batches.find(({ text }) => Buffer.from(packMessage(text)).equals(bytes))?.id)
          const there = [...new Map(ids.flatMap((id) => (id ? [[id.hash, id] as const] : []))).values()]
          expect(sorted(index.batches(cooperative))).toEqual(sorted(there))
          expect(index.last).toBe(stream.last)
          for (const id of there) expect(stream.held.some(({ seq }) => seq === index.seqOf(id))).toBe(true)
        }
      }
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 200) },
  )
}, 600_000)

it('[SY82] goes on from what another life of the program has seen, and reads everything where that is damaged or of a newer format', async () => {
  const stream = new MemoryStream()
  const before = new StreamIndex()
  stream.put(canonicalJson(founding) ?? '', names.founding)
  for (const { text } of batches.slice(0, 5)) stream.put(text)
  await before.refresh(stream, stream.state, never)
  stream.put(batches[5]?.text ?? '')
  const kept = before.toText()
  const lookWith = async (text: string) => {
    const index = new StreamIndex()
    index.recall(text)
    stream.asked = 0
    await index.refresh(stream, stream.state, never)
    expect(index.founding(space)).toEqual(founding)
    expect(sorted(index.batches(cooperative))).toEqual(sorted(batches.slice(0, 6).map(({ id }) => id)))
    return { asked: stream.asked, text: index.toText() }
  }
  expect((await lookWith(kept)).asked).toBe(2)
  expect((await lookWith(kept.slice(0, -9))).asked).toBe(7)
  stream.put((batches[6]?.text ?? '').replace('commonmast-batch-v1', 'commonmast-batch-v9'))
  const { text } = await lookWith(kept)
  // The message that only a later version reads is looked at again: by this one in vain, by that one not.
  expect((await lookWith(text)).asked).toBeGreaterThanOrEqual(8)
})

it('[SY82] waits for what another server of the cluster has not got yet, and does not take it for missing', async () => {
  const stream = new MemoryStream()
  const index = new StreamIndex()
  for (const { text } of batches) stream.put(text)
  stream.late = new Map([
    [3, 2],
    [12, 3],
  ])
  await index.refresh(stream, stream.state, never)
  expect(index.batches(cooperative)).toHaveLength(12)
  stream.late = new Map([[12, 1]])
  stream.asked = 0
  await index.refresh(stream, stream.state, never)
  expect(stream.asked).toBe(2)
})

it('[SY82] a server that does not give what it says it holds is unreadable, and never looks emptier than it is', async () => {
  const stream = new MemoryStream()
  const index = new StreamIndex()
  for (const { text } of batches) stream.put(text)
  stream.late = new Map([[3, 1_000]])
  await expect(index.refresh(stream, stream.state, never)).rejects.toMatchObject({ code: 'sync.place-unreadable' })
  const stopped = AbortSignal.abort()
  await expect(index.refresh(stream, stream.state, stopped)).rejects.toMatchObject({ code: 'sync.cancelled' })
})

it('[SY80] what a message holds decides: whatever is no batch of the cooperative is named and left there', async () => {
  const stream = new MemoryStream()
  const [first, second] = batches
  const text = first?.text ?? ''
  const foreign = await new BatchMaker('eve', other.cooperative).seal()
  stream.put(canonicalJson(other.founding) ?? '', names.founding)
  stream.put('not a founding', names.founding)
  stream.put(canonicalJson(founding) ?? '', names.founding)
  stream.put(text, names.batchesBy('somebody-else'))
  stream.putBytes(new TextEncoder().encode(second?.text))
  stream.put(text.slice(0, -200))
  stream.put(text.replace('"Site 0"', '"Site 1"'))
  stream.put(text.replace('commonmast-batch-v1', 'commonmast-batch-v9'))
  stream.put(foreign.text)
  stream.put(' '.repeat(50_000_000))
  stream.putBytes(new Uint8Array())
  const index = new StreamIndex()
  await index.refresh(stream, stream.state, never)
  expect(index.founding(space)).toEqual(founding)
  expect(sorted(index.batches(cooperative))).toEqual(sorted([first, second].flatMap((each) => each?.id ?? [])))
  const litter = index.litter(cooperative, space)
  expect(litter.map(({ kind }) => kind).join(' ')).toBe('foreign foreign incomplete damaged newer foreign foreign foreign')
  expect(litter[0]).toEqual({ name: `message 1 of ${names.founding}`, kind: 'foreign', actor: null })
})
