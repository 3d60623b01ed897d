/** Whole rounds of syncing by a stick and by a file: laptops that never see each other end with the same records. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cooperativeId } from '#core/sync/founding'
import { exampleCooperative, recordsText, siteNamed, sync } from '#core/sync/testing/exampleCooperative'
import type { MemoryLaptop } from '#core/sync/testing/MemoryLaptop'
import { BatchFile } from '../file/BatchFile'
import { BatchFileTransport } from '../file/BatchFileTransport'
import { FatFolderFiles } from '../testing/FatFolderFiles'
import { verifySignature } from '../verifySignature'
import { FolderTransport } from './FolderTransport'

const writeAll = async () => 'write-all' as const
const { founding, laptop } = await exampleCooperative()
const cooperative = cooperativeId(founding)
const through = (stick: FatFolderFiles) => new FolderTransport(stick, { cooperative, log: () => undefined })
const bySticks = (who: MemoryLaptop, stick: FatFolderFiles) =>
  sync(who, through(stick), { ask: writeAll, verify: verifySignature })

/** A run is a dozen rounds, so that there are fewer than of other properties. */
const RUNS = process.env.PROPERTY_RUNS === undefined ? 40 : 1_000

it('[SY34] three laptops agree by a stick that is pulled out at any time', async () => {
  const visit = fc.record({
    who: fc.nat(2),
    writes: fc.nat(2),
    pulledAfter: fc.option(fc.nat(60)),
    code: fc.constantFrom('EIO' as const, 'ENOENT' as const),
    left: fc.constantFrom(0, 0.5, 1),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(visit, { maxLength: 12 }), async (visits) => {
      const laptops = [laptop('ada'), laptop('ben'), laptop('cleo')]
      const stick = new FatFolderFiles()
      let made = 0
      for (const { who, writes, pulledAfter, code, left } of visits) {
        const one = laptops[who]
        if (!one) continue
        one.wallMs += 60_000
        for (let i = 0; i < writes; i++) one.write(siteNamed(`site ${++made}`))
        if (pulledAfter !== null) stick.pullAfter(pulledAfter, code)
        const [outcome] = await Promise.allSettled([bySticks(one, stick)])
        if (outcome?.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'sync.place-missing' })
        stick.plugIn((bytes) => bytes.slice(0, bytes.length * left))
      }
      for (let turn = 0; turn < 2; turn++) for (const one of laptops) await bySticks(one, stick)
      const [ada, ben, cleo] = laptops.map(recordsText)
      expect(ben).toBe(ada)
      expect(cleo).toBe(ada)
      expect(laptops[0]?.states.get('sites')?.size ?? 0).toBe(made)
      for (const one of laptops) expect(await bySticks(one, stick)).toMatchObject({ isAgreed: true, found: [], written: 0 })
    }),
    { numRuns: RUNS },
  )
}, 600_000)

it('sync-09-empty-folder: an emptied stick is filled again when told, another cooperative’s is refused by its id', async () => {
  const ada = laptop('ada')
  ada.write(siteNamed('mill'))
  await bySticks(ada, new FatFolderFiles())
  const before = recordsText(ada)
  const emptied = new FatFolderFiles()
  await expect(sync(ada, through(emptied))).rejects.toMatchObject({ code: 'sync.place-empty' })
  expect(emptied.contents()).toEqual({})
  expect(await bySticks(ada, emptied)).toMatchObject({ written: 1, isAgreed: true })
  const coast = await exampleCooperative('Coast')
  const theirs = new FatFolderFiles()
  const eve = coast.laptop('eve')
  eve.write(siteNamed('pier'))
  await sync(eve, new FolderTransport(theirs, { cooperative: cooperativeId(coast.founding), log: () => undefined }))
  const left = theirs.contents()
  await expect(bySticks(ada, theirs)).rejects.toMatchObject({
    code: 'sync.other-cooperative',
    message: expect.stringContaining(cooperativeId(coast.founding).slice(0, 16)),
  })
  expect(theirs.contents()).toEqual(left)
  expect(recordsText(ada)).toBe(before)
})

it('[SY37] a file by hand carries everything to a laptop that saw nothing else', async () => {
  const [ada, ben, cleo] = [laptop('ada'), laptop('ben'), laptop('cleo')]
  const stick = new FatFolderFiles()
  ada.write(siteNamed('mill'))
  ben.write(siteNamed('ridge'))
  await bySticks(ada, stick)
  await bySticks(ben, stick)
  const file = new BatchFile()
  expect(await sync(ben, new BatchFileTransport(file), { ask: writeAll })).toMatchObject({ written: 2, isAgreed: true })
  const carried = BatchFile.read(new TextEncoder().encode([...file.lines()].join('')))
  expect(await sync(cleo, new BatchFileTransport(carried))).toMatchObject({ applied: 2, isAgreed: true })
  expect(recordsText(cleo)).toBe(recordsText(ben))
})
