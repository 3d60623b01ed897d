/** The transport by folder on real FAT and exFAT, where this machine can mount them; elsewhere it says SKIP and why. */
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { expect, it } from 'vitest'
import { FolderTransport } from '../../main/sync/folder/FolderTransport'
import { nodeFolderFiles } from '../../main/sync/folder/nodeFolderFiles'
import { type MountedStick, mountStick, type StickKind } from '../../main/sync/testing/mountStick'
import { BatchMaker, exampleFounding } from '../../main/sync/testing/sealedBatches'
import { testTransport } from '../../main/sync/testing/transportConformance'

const never = new AbortController().signal
const SMALL_BYTES = 8 * 1024 * 1024

for (const kind of ['vfat', 'exfat'] as const) await testOn(kind)

async function testOn(kind: StickKind): Promise<void> {
  const tried = await mountStick(kind)
  if ('reason' in tried) {
    console.log(`SKIP a real stick with ${kind}: ${tried.reason}`)
    it(`keeps nothing of a stick with ${kind} that could not be mounted`, async () => {
      expect(Object.keys(await mountStick(kind))).toEqual(['reason'])
      expect((await readdir(tmpdir())).filter((name) => name.startsWith('commonmast-stick-'))).toEqual([])
    })
    return
  }
  await tried.close()
  testTransport(`folder on a real stick with ${kind}`, async () => {
    const stick = await mounted(kind)
    return {
      open: async (cooperative) => new FolderTransport(nodeFolderFiles(stick.folder), { cooperative, log: () => undefined }),
      close: () => stick.close(),
    }
  })
  it(`a real stick with ${kind} that is full keeps what was sent, and says that it is full`, () => fill(kind))
}

async function mounted(kind: StickKind, bytes?: number): Promise<MountedStick> {
  const stick = await mountStick(kind, bytes)
  if ('reason' in stick) throw new Error(stick.reason)
  return stick
}

async function fill(kind: StickKind): Promise<void> {
  const stick = await mounted(kind, SMALL_BYTES)
  try {
    const { founding, cooperative } = await exampleFounding()
    const said: string[] = []
    const transport = new FolderTransport(nodeFolderFiles(stick.folder), { cooperative, log: (sentence) => said.push(sentence) })
    await transport.begin(founding, never)
    const maker = new BatchMaker('anna', cooperative)
    const sent: string[] = []
    for (let isFull = false; !isFull; ) {
      const { id, text } = await maker.seal('x'.repeat(1_000), 200)
      await transport.publish(id, text, never).then(
        () => sent.push(id.hash),
        (thrown) => {
          expect(thrown).toMatchObject({ code: 'sync.place-full' })
          isFull = true
        },
      )
    }
    const { batches, litter, freeBytes } = await transport.look(never)
    expect(batches.map(({ hash }) => hash).sort()).toEqual(sent.sort())
    expect(sent.length).toBeGreaterThan(3)
    expect(litter).toEqual([])
    expect(freeBytes).toBeLessThan(SMALL_BYTES / 4)
    expect(said).toHaveLength(1)
  } finally {
    await stick.close()
  }
}
