/** Writing to file systems that can do little, have no room, or lie. */
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { FatFolderFiles } from '../testing/FatFolderFiles'
import { BatchMaker, exampleFounding } from '../testing/sealedBatches'
import type { FolderFiles, NewFile } from './FolderFiles'
import { FolderTransport } from './FolderTransport'
import { nodeFolderFiles } from './nodeFolderFiles'
import { batchPlace, isPassedOver, writerOf } from './placeNames'

const never = new AbortController().signal
const { founding, cooperative } = await exampleFounding()
const root = `commonmast-${cooperative.slice(0, 16)}`

function laptop(files: FolderFiles, log: (sentence: string) => void = () => undefined): FolderTransport {
  return new FolderTransport(files, { cooperative, log })
}

async function expectOnly(transport: FolderTransport, texts: readonly string[]): Promise<void> {
  const { batches, litter } = await transport.look(never)
  expect(litter).toEqual([])
  const there: string[] = []
  for (const id of batches) there.push(await transport.read(id, never))
  expect(there.sort()).toEqual([...texts].sort())
}

// Windows' error 1, which FAT answers there, arrives as EISDIR or UNKNOWN.
it.each(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EISDIR', 'UNKNOWN', 'EINVAL'])(
  '[SY33] sync-07-no-links: %s from link() leads to the same result, and is said once',
  async (linkCode) => {
    const stick = new FatFolderFiles({ linkCode })
    const said: string[] = []
    const transport = laptop(stick, (sentence) => said.push(sentence))
    await transport.begin(founding, never)
    const batches = await new BatchMaker('anna', cooperative).sealMany(3)
    for (const { id, text } of batches) expect(await transport.publish(id, text, never)).toBe('published')
    await expectOnly(
      transport,
      batches.map(({ text }) => text),
    )
    expect(said).toEqual([`the stick knows no links (${linkCode}): batches are created there under their own names.`])
    expect(stick.calls.filter((call) => call.startsWith('link'))).toHaveLength(1)
    expect(Object.keys(stick.contents()).filter((name) => !name.endsWith('.json'))).toEqual([])
  },
)

it('[SY30] [SY33] sync-07-no-links: with links, names appear only with the whole file behind them, and nothing is left beside it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'commonmast-place-'))
  try {
    const said: string[] = []
    const transport = laptop(nodeFolderFiles(folder), (sentence) => said.push(sentence))
    await transport.begin(founding, never)
    const { id, text } = await new BatchMaker('anna', cooperative).seal()
    await transport.publish(id, text, never)
    await expectOnly(transport, [text])
    const names = (await readdir(folder, { recursive: true })).map((name) => name.replaceAll('\\', '/')).sort()
    const inRoot = [id.actor, `${id.actor}/00000`, `${id.actor}/00000/${id.actor}-00000001.json`, 'cooperative.json']
    expect(names).toEqual([root, ...inRoot.map((name) => `${root}/${name}`)].sort())
    expect(said).toEqual([])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

it('[SY33] says that a full stick is full, leaves nothing half on it, and what was there before stays', async () => {
  const stick = new FatFolderFiles({ capacityBytes: 15 * 4_096 })
  const transport = laptop(stick)
  await transport.begin(founding, never)
  const anna = new BatchMaker('anna', cooperative)
  const small = await anna.seal()
  const large = await anna.seal('x'.repeat(1_000), 200)
  await transport.publish(small.id, small.text, never)
  const before = stick.contents()
  await expect(transport.publish(large.id, large.text, never)).rejects.toMatchObject({ code: 'sync.place-full' })
  expect(stick.contents()).toEqual(before)
  await expectOnly(transport, [small.text])
  expect((await transport.look(never)).freeBytes).toBe(10 * 4_096)
})

it('[SY32] never removes a file that it did not make, even where making one fails in an odd way', async () => {
  const stick = new FatFolderFiles()
  const transport = laptop(stick)
  await transport.begin(founding, never)
  const { id, text } = await new BatchMaker('anna', cooperative).seal()
  const path = `${root}/${id.actor}/00000/${id.actor}-00000001.json`
  stick.put(path, 'of somebody else')
  // As Windows answers for a file that another program is about to remove.
  const odd = overriding(stick, { create: () => Promise.reject(Object.assign(new Error('EPERM'), { code: 'EPERM' })) })
  await expect(laptop(odd).publish(id, text, never)).rejects.toMatchObject({ code: 'sync.place-read-only' })
  expect(stick.contents()[path]).toBe('of somebody else')
})

it('[SY33] does not count as sent what does not read back as it was', async () => {
  const stick = new FatFolderFiles()
  await laptop(stick).begin(founding, never)
  const spoiling = overriding(stick, {
    create: async (path) => {
      const file = await stick.create(path)
      const spoiled: NewFile = {
        write: (bytes) => file.write(bytes.map((byte, at) => (at === 300 ? byte ^ 1 : byte))),
        sync: () => file.sync(),
        close: () => file.close(),
      }
      return spoiled
    },
  })
  const { id, text } = await new BatchMaker('anna', cooperative).seal()
  await expect(laptop(spoiling).publish(id, text, never)).rejects.toMatchObject({ code: 'sync.not-read-back' })
  expect(await laptop(stick).publish(id, text, never)).toBe('published')
})

it('finds what a slow listing leaves out, in whatever order it lists', async () => {
  let isSlow = true
  const stick = new FatFolderFiles({ list: (entries) => (isSlow ? entries.slice(0, -1) : entries.toReversed()) })
  const anna = new BatchMaker('anna', cooperative)
  const batches = await anna.sealMany(3)
  isSlow = false
  const transport = laptop(stick)
  await transport.begin(founding, never)
  for (const { id, text } of batches) await transport.publish(id, text, never)
  isSlow = true
  // The cooperative's folder is the newest of the place: it looks new, and nothing that is there is harmed.
  expect((await laptop(stick).look(never)).batches).toEqual([])
  stick.put('readme.txt', 'of somebody else')
  const others = laptop(stick)
  await others.look(never)
  for (const { id, text } of batches) expect(await others.publish(id, text, never)).toBe('there-already')
  isSlow = false
  await expectOnly(
    others,
    batches.map(({ text }) => text),
  )
})

it('[SY34] passes over a bad spot of the stick, and gives up on a stick that is full of them', async () => {
  const stick = new FatFolderFiles()
  const transport = laptop(stick)
  await transport.begin(founding, never)
  const batches = await new BatchMaker('anna', cooperative).sealMany(6)
  for (const { id, text } of batches) await transport.publish(id, text, never)
  const paths = Object.keys(stick.contents()).filter((name) => name.includes('-0000000'))
  stick.spoil(paths[0] ?? '')
  const standing = await transport.look(never)
  expect(standing.batches).toHaveLength(5)
  expect(standing.litter).toEqual([{ name: paths[0], kind: 'damaged', actor: batches[0]?.id.actor }])
  for (const path of paths) stick.spoil(path)
  await expect(laptop(stick).look(never)).rejects.toMatchObject({ code: 'sync.place-missing' })
})

it('[SY35] a look reads only what is new', async () => {
  const stick = new FatFolderFiles()
  const writer = laptop(stick)
  await writer.begin(founding, never)
  const batches = await new BatchMaker('anna', cooperative).sealMany(30)
  for (const { id, text } of batches.slice(0, 29)) await writer.publish(id, text, never)
  const transport = laptop(stick)
  await transport.look(never)
  const readsOf = async () => {
    stick.calls.length = 0
    expect((await transport.look(never)).litter).toEqual([])
    return stick.calls.filter((call) => call.startsWith('read ')).map((call) => call.slice(call.lastIndexOf('/') + 1))
  }
  expect(await readsOf()).toEqual(['cooperative.json'])
  const last = batches[29]
  if (last) await writer.publish(last.id, last.text, never)
  expect(await readsOf()).toEqual(['cooperative.json', `${last?.id.actor}-00000030.json`])
})

it('[SY30] folders on FAT hold as many batches as an actor will ever seal', () => {
  const actor = '0123456789abcdef'
  const places = [1, 999, 1_000, 65_000, 99_999_999].map((n) => batchPlace({ actor, n }))
  expect(places.map(({ folders, name }) => `${folders.join('/')}/${name}`)).toEqual([
    `${actor}/00000/${actor}-00000001.json`,
    `${actor}/00000/${actor}-00000999.json`,
    `${actor}/00001/${actor}-00001000.json`,
    `${actor}/00065/${actor}-00065000.json`,
    `${actor}/99999/${actor}-99999999.json`,
  ])
  expect(places.map(({ folders, name }) => writerOf([...folders, name].join('/')))).toEqual(
    [1, 999, 1_000, 65_000, 99_999_999].map((n) => ({ actor, n })),
  )
})

it('[SY30] passes over what systems and sync programs keep for themselves', () => {
  const names = ['._a.json', '.DS_Store', '.fuse_hidden0001', '~syncthing~a.json.tmp', 'System Volume Information', '@eaDir']
  expect(names.map(isPassedOver)).toEqual(names.map(() => true))
  expect(['a.json', 'Copy of a.json', '0123456789abcdef'].map(isPassedOver)).toEqual([false, false, false])
})

function overriding(files: FatFolderFiles, changes: Partial<FolderFiles>): FolderFiles {
  const through: FolderFiles = {
    place: files.place,
    entries: (path) => files.entries(path),
    stat: (path) => files.stat(path),
    read: (path) => files.read(path),
    makeFolder: (path) => files.makeFolder(path),
    create: (path) => files.create(path),
    link: (existing, path) => files.link(existing, path),
    remove: (path) => files.remove(path),
    flushFolder: (path) => files.flushFolder(path),
    freeBytes: () => files.freeBytes(),
  }
  return { ...through, ...changes }
}
