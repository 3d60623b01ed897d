/** Chunks of large values in folders: torn, renamed, copied, pulled out, and without room. */
import { expect, it } from 'vitest'
import { type Chunk, chunksOf } from '#core/sync/travel/chunks'
import { FatFolderFiles } from '../testing/FatFolderFiles'
import { exampleFounding } from '../testing/sealedBatches'
import { FolderTransport } from './FolderTransport'
import { chunkPlace } from './placeNames'

const never = new AbortController().signal
const { founding, cooperative } = await exampleFounding()
const root = `commonmast-${cooperative.slice(0, 16)}`
const laptop = (stick: FatFolderFiles) => new FolderTransport(stick, { cooperative, log: () => undefined })

const [chunk] = chunksOf(Uint8Array.from({ length: 20_000 }, (_, at) => at % 251)) as [Chunk]
const { folders, name } = chunkPlace(chunk.hash)
const path = [root, ...folders, name].join('/')

async function begun(capacityBytes = 1_000_000): Promise<FatFolderFiles> {
  const stick = new FatFolderFiles({ capacityBytes })
  await laptop(stick).begin(founding, never)
  return stick
}

it('[SY64] a chunk lies by its hash, and what is torn or changed is none: the whole one goes beside it', async () => {
  expect(path).toBe(`${root}/files/${chunk.hash.slice(0, 2)}/${chunk.hash}.bin`)
  for (const wrong of [
    new Uint8Array(),
    chunk.bytes.slice(0, 9_000),
    chunk.bytes.map((byte, at) => (at === 7 ? 0 : byte)),
    new Uint8Array(300_000),
  ]) {
    const stick = await begun()
    await stick.makeFolder(`${root}/files`)
    stick.put(path, wrong)
    const transport = laptop(stick)
    expect(await transport.hasChunks([chunk.hash], never)).toEqual(new Set())
    await expect(transport.readChunk(chunk.hash, never)).rejects.toMatchObject({ code: 'sync.chunk-gone' })
    expect(await transport.publishChunk(chunk, never)).toBe('published')
    for (const one of [transport, laptop(stick)]) {
      expect(await one.hasChunks([chunk.hash], never)).toEqual(new Set([chunk.hash]))
      expect(Buffer.compare(await one.readChunk(chunk.hash, never), chunk.bytes)).toBe(0)
    }
    expect(await stick.read(path)).toEqual(wrong)
  }
})

it.each(['{hash} (1).bin', '{hash}.sync-conflict-20261129-101500-ABCDEFG.bin', 'Copy of {hash}.bin', '{HASH}.BIN'])(
  '[SY64] reads what programs that share folders call it: %s',
  async (pattern) => {
    const stick = await begun()
    const called = pattern.replace('{hash}', chunk.hash).replace('{HASH}', chunk.hash.toUpperCase())
    await stick.makeFolder(`${root}/files`)
    stick.put(`${root}/files/${chunk.hash.slice(0, 2)}/${called}`, chunk.bytes)
    expect(await laptop(stick).hasChunks([chunk.hash], never)).toEqual(new Set([chunk.hash]))
    expect((await laptop(stick).look(never)).litter).toEqual([])
  },
)

it('[SY64] reads chunks of all copies of the cooperative’s folder', async () => {
  const stick = await begun()
  const copy = `${root} (1)`
  stick.put(`${copy}/cooperative.json`, JSON.stringify(founding))
  await stick.makeFolder(`${copy}/files`)
  stick.put(path.replace(root, copy), chunk.bytes)
  expect(await laptop(stick).hasChunks([chunk.hash], never)).toEqual(new Set([chunk.hash]))
})

it('[SY34] [SY64] a chunk on a bad spot of the stick is none, and the whole one goes beside it', async () => {
  const stick = await begun()
  await laptop(stick).publishChunk(chunk, never)
  stick.spoil(path)
  const transport = laptop(stick)
  expect(await transport.hasChunks([chunk.hash], never)).toEqual(new Set())
  expect(await transport.publishChunk(chunk, never)).toBe('published')
  expect(Buffer.compare(await transport.readChunk(chunk.hash, never), chunk.bytes)).toBe(0)
})

it('[SY64] says that there is no room for a chunk, and leaves nothing half', async () => {
  const stick = await begun(9 * 4_096)
  const before = stick.contents()
  await expect(laptop(stick).publishChunk(chunk, never)).rejects.toMatchObject({ code: 'sync.place-full' })
  expect(stick.contents()).toEqual(before)
})

it('[SY34] [SY64] a stick that is pulled out while a chunk is written or looked for never looks emptier than it is', async () => {
  const uses = [
    (stick: FatFolderFiles) => laptop(stick).publishChunk(chunk, never),
    (stick: FatFolderFiles) => laptop(stick).hasChunks([chunk.hash], never),
    (stick: FatFolderFiles) => laptop(stick).readChunk(chunk.hash, never),
  ]
  for (const [at, use] of uses.entries()) {
    let calls = 0
    for (let isPulled = true; isPulled; calls++) {
      for (const code of ['EIO', 'ENOENT'] as const) {
        const stick = await begun()
        if (at > 0) await laptop(stick).publishChunk(chunk, never)
        stick.pullAfter(calls, code)
        const [outcome] = await Promise.allSettled([use(stick)])
        isPulled = stick.isOut
        stick.plugIn((bytes) => bytes.slice(0, bytes.length / 2))
        if (outcome?.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'sync.place-missing' })
        else if (at === 1) expect(outcome?.value).toEqual(new Set([chunk.hash]))
        expect(['published', 'there-already']).toContain(await laptop(stick).publishChunk(chunk, never))
        expect(Buffer.compare(await laptop(stick).readChunk(chunk.hash, never), chunk.bytes)).toBe(0)
        expect((await laptop(stick).look(never)).litter).toEqual([])
      }
    }
    expect(calls).toBeGreaterThan(3)
  }
})
