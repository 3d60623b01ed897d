/** What every transport has to do alike, whatever carries the batches. A place is opened anew for each test. */
import { x25519 } from '@noble/curves/ed25519.js'
import { bytesToHex, randomBytes } from '@noble/hashes/utils.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { BatchId, NamedBatch } from '#core/sync/batch'
import { dataKeyOf } from '#core/sync/keys/dataKey'
import { destroyKey, type Envelope, wrapForAll } from '#core/sync/keys/envelope'
import { wrapSender } from '#core/sync/keys/wrapKey'
import type { SyncTransport } from '#core/sync/SyncTransport'
import { canonicalText } from '#core/sync/signedDocument'
import { signerNamed } from '#core/sync/testing/signers'
import { CHUNK_BYTES, chunksOf, hashOfBytes } from '#core/sync/travel/chunks'
import { BatchMaker, exampleFounding } from './sealedBatches'

export interface PlaceUnderTest {
  /** The way of one more laptop to the same place. @param cooperative its id, null for one that belongs to none yet */
  open(cooperative: string | null): Promise<SyncTransport>
  close(): Promise<void>
}

const never = new AbortController().signal
const { founding, cooperative } = await exampleFounding()

const sorted = (ids: readonly BatchId[]) => ids.map(({ actor, n, hash }) => `${actor} ${n} ${hash}`).sort()

async function publishAll(transport: SyncTransport, batches: readonly NamedBatch[]): Promise<string[]> {
  const answers: string[] = []
  for (const { id, text } of batches) answers.push(await transport.publish(id, text, never))
  return answers
}

/** Declares the tests. */
export function testTransport(name: string, openPlace: () => Promise<PlaceUnderTest>): void {
  describe(`transport: ${name}`, () => {
    let place: PlaceUnderTest
    beforeEach(async () => {
      place = await openPlace()
    })
    afterEach(() => place.close())

    /** A laptop at the place, which is begun. */
    async function laptop(): Promise<SyncTransport> {
      const transport = await place.open(cooperative)
      await transport.begin(founding, never)
      return transport
    }

    async function expectThere(transport: SyncTransport, batches: readonly NamedBatch[]): Promise<void> {
      const { batches: there, litter } = await transport.look(never)
      expect(sorted(there)).toEqual(sorted(batches.map(({ id }) => id)))
      expect(litter).toEqual([])
      for (const { id, text } of batches) expect(await transport.read(id, never)).toBe(text)
    }

    it('finds nothing in a new place', async () => {
      const standing = await (await place.open(cooperative)).look(never)
      expect(standing).toMatchObject({ founding: null, batches: [], litter: [] })
      expect(standing.freeBytes ?? 1).toBeGreaterThan(0)
    })

    it('says whose place it is once it was begun, however often that is done and whoever asks', async () => {
      await Promise.all([laptop(), laptop()])
      await laptop()
      const joining = await place.open(null)
      expect(await joining.look(never)).toMatchObject({ founding, batches: [], litter: [] })
    })

    it('refuses to begin where another cooperative did, and shows whose place it is', async () => {
      await laptop()
      const other = await exampleFounding('Coast Mesh')
      const stranger = await place.open(other.cooperative)
      expect((await stranger.look(never)).founding).toEqual(founding)
      await expect(stranger.begin(other.founding, never)).rejects.toMatchObject({ code: 'sync.other-cooperative' })
      expect((await (await place.open(null)).look(never)).founding).toEqual(founding)
    })

    it('brings batches to others byte for byte, in whatever order they were put there', async () => {
      const batches = await new BatchMaker('anna', cooperative).sealMany(4)
      const answers = await publishAll(
        await laptop(),
        [2, 0, 3, 1].flatMap((at) => batches[at] ?? []),
      )
      expect(answers).toEqual(Array.from(answers, () => 'published'))
      await expectThere(await place.open(cooperative), batches)
      await expectThere(await place.open(null), batches)
    })

    it('carries names of any script, and a batch of full size', async () => {
      const maker = new BatchMaker('anna', cooperative)
      const batches = [await maker.seal('Żółta góra 🏔 \u0000 \ud83d "\\'), await maker.seal('x'.repeat(1_150), 200)]
      expect(batches.map(({ text }) => text.length > 250_000)).toEqual([false, true])
      await publishAll(await laptop(), batches)
      await expectThere(await place.open(cooperative), batches)
    })

    it('takes a batch that is there as there already, from whoever carries it', async () => {
      const batches = await new BatchMaker('anna', cooperative).sealMany(2)
      const anna = await laptop()
      await publishAll(anna, batches)
      const boris = await place.open(cooperative)
      expect(await publishAll(anna, batches)).toEqual(['there-already', 'there-already'])
      expect(await publishAll(boris, batches)).toEqual(['there-already', 'there-already'])
      await boris.look(never)
      expect(await publishAll(boris, batches)).toEqual(['there-already', 'there-already'])
      await expectThere(boris, batches)
    })

    it('keeps both batches of one actor and number, whichever came first', async () => {
      const one = await new BatchMaker('anna', cooperative).seal('Ridge')
      const other = await new BatchMaker('anna', cooperative).seal('Ford')
      const first = await laptop()
      expect(await publishAll(first, [one])).toEqual(['published'])
      const second = await place.open(cooperative)
      expect(await publishAll(second, [other])).toEqual(['beside-another'])
      expect(await publishAll(first, [one, other])).toEqual(['there-already', 'there-already'])
      await expectThere(first, [one, other])
      await expectThere(await place.open(cooperative), [one, other])
    })

    it('lets laptops write at once, also the same batch', async () => {
      const anna = await new BatchMaker('anna', cooperative).sealMany(10)
      const boris = await new BatchMaker('boris', cooperative).sealMany(10)
      const laptops = [await laptop(), await laptop(), await laptop()]
      await Promise.all(
        laptops.map((transport, at) => publishAll(transport, at === 0 ? [...anna, ...boris] : [...boris, ...anna])),
      )
      for (const transport of laptops) await expectThere(transport, [...anna, ...boris])
    })

    it('says that a batch is gone that is not there', async () => {
      const { id } = await new BatchMaker('anna', cooperative).seal()
      const transport = await laptop()
      await expect(transport.read(id, never)).rejects.toMatchObject({ code: 'sync.batch-gone' })
      await transport.look(never)
      await expect(transport.read(id, never)).rejects.toMatchObject({ code: 'sync.batch-gone' })
    })

    it('carries chunks of large values, each once, to whoever asks for them by their hash', async () => {
      const chunks = chunksOf(Uint8Array.from({ length: CHUNK_BYTES + 300 }, (_, at) => (at * at) % 251))
      const hashes = chunks.map(({ hash }) => hash)
      const none = hashOfBytes(new Uint8Array(3))
      const anna = await laptop()
      expect(await anna.hasChunks([...hashes, none], never)).toEqual(new Set())
      for (const chunk of chunks) expect(await anna.publishChunk(chunk, never)).toBe('published')
      const boris = await place.open(cooperative)
      for (const chunk of chunks) expect(await boris.publishChunk(chunk, never)).toBe('there-already')
      for (const reader of [anna, boris, await place.open(null)]) {
        await reader.look(never)
        expect(await reader.hasChunks([none, ...hashes], never)).toEqual(new Set(hashes))
        for (const { hash, bytes } of chunks) expect(Buffer.compare(await reader.readChunk(hash, never), bytes)).toBe(0)
        await expect(reader.readChunk(none, never)).rejects.toMatchObject({ code: 'sync.chunk-gone' })
      }
      await expectThere(anna, [])
    })

    it('lets laptops write the same chunk at once', async () => {
      const [chunk] = chunksOf(new TextEncoder().encode('said by three'))
      const laptops = [await laptop(), await laptop(), await laptop()]
      if (!chunk) throw new Error('bytes are a chunk')
      await Promise.all(laptops.map((transport) => transport.publishChunk(chunk, never)))
      for (const transport of laptops) {
        expect(await transport.publishChunk(chunk, never)).toBe('there-already')
        expect(new TextDecoder().decode(await transport.readChunk(chunk.hash, never))).toBe('said by three')
      }
    })

    it('holds one envelope of each data key, the one that was put there last', async () => {
      const [first, other] = [dataKeyOf(randomBytes(32), 'ada'), dataKeyOf(randomBytes(32), null)]
      const signer = signerNamed('anna')
      const request = (version: number) => ({ cooperative, version, at: '2026-11-30T10:00:00.000Z' })
      const recipients = [x25519.getPublicKey(randomBytes(32))].map(bytesToHex)
      const made = await wrapForAll(first, recipients, request(1), signer, wrapSender(randomBytes))
      const beside = await wrapForAll(other, recipients, request(1), signer, wrapSender(randomBytes))
      const later = await wrapForAll(first, [], request(2), signer, wrapSender(randomBytes))
      const destroyed = await destroyKey(first.id, request(3), signer)
      const [anna, boris] = [await laptop(), await place.open(cooperative)]
      expect(await anna.envelopes(never)).toEqual([])
      const expectEnvelopes = async (expected: Envelope[]) => {
        for (const one of [anna, boris, await place.open(null)]) {
          await one.look(never)
          expect((await one.envelopes(never)).sort()).toEqual(expected.map(canonicalText).sort())
        }
      }
      for (const one of [anna, boris]) for (const envelope of [made, beside]) await one.publishEnvelope(envelope, never)
      await expectEnvelopes([made, beside])
      await boris.publishEnvelope(later, never)
      await expectEnvelopes([later, beside])
      await anna.publishEnvelope(destroyed, never)
      await boris.publishEnvelope(destroyed, never)
      await expectEnvelopes([destroyed, beside])
      await expectThere(anna, [])
    })

    it('does nothing once it was stopped', async () => {
      const { id, text } = await new BatchMaker('anna', cooperative).seal()
      const transport = await laptop()
      const stopped = AbortSignal.abort()
      const other = await place.open(cooperative)
      for (const call of [
        transport.look(stopped),
        transport.read(id, stopped),
        transport.publish(id, text, stopped),
        other.begin(founding, stopped),
        transport.hasChunks([id.hash], stopped),
        transport.readChunk(id.hash, stopped),
        transport.envelopes(stopped),
        ...chunksOf(new Uint8Array(5)).map((chunk) => transport.publishChunk(chunk, stopped)),
      ]) {
        await expect(call).rejects.toMatchObject({ code: 'sync.cancelled' })
      }
      await expectThere(transport, [])
    })
  })
}
