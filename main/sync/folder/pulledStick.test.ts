/** The stick is pulled out in every call of every use, with everything that may be left of a file that was being written. */
import { expect, it } from 'vitest'
import { FatFolderFiles } from '../testing/FatFolderFiles'
import { BatchMaker, exampleFounding } from '../testing/sealedBatches'
import { FolderTransport } from './FolderTransport'

const never = new AbortController().signal
const { founding, cooperative } = await exampleFounding()
const anna = new BatchMaker('anna', cooperative)
const first = await anna.seal()
const second = await anna.seal()

/** What a file system leaves of a file that was not flushed. */
const TORN: Record<string, (bytes: Uint8Array) => Uint8Array | null> = {
  nothing: () => null,
  'no length': () => new Uint8Array(),
  half: (bytes) => bytes.slice(0, bytes.length / 2),
  zeros: (bytes) => new Uint8Array(bytes.length),
  'a hole': (bytes) => bytes.map((byte, at) => (at > 10 && at < 200 ? 0 : byte)),
}

const laptop = (stick: FatFolderFiles) => new FolderTransport(stick, { cooperative, log: () => undefined })

async function stickWithFirst(): Promise<FatFolderFiles> {
  const stick = new FatFolderFiles()
  await laptop(stick).begin(founding, never)
  await laptop(stick).publish(first.id, first.text, never)
  return stick
}

/** Repeats with the stick pulled out one call later each time, until it stays in. @returns how many calls there were */
async function pullEverywhere(
  use: (stick: FatFolderFiles) => Promise<unknown>,
  expectAfter: (stick: FatFolderFiles, outcome: PromiseSettledResult<unknown>) => Promise<void>,
): Promise<number> {
  for (let calls = 0; ; calls++) {
    for (const code of ['EIO', 'ENOENT'] as const) {
      for (const torn of Object.values(TORN)) {
        const stick = await stickWithFirst()
        stick.pullAfter(calls, code)
        const [outcome] = await Promise.allSettled([use(stick)])
        const isPulled = stick.isOut
        stick.plugIn(torn)
        if (outcome) await expectAfter(stick, outcome)
        if (!isPulled) return calls
      }
    }
  }
}

const codeOf = (outcome: PromiseSettledResult<unknown>) => (outcome.status === 'rejected' ? outcome.reason.code : null)

it('[SY34] a batch is there, or is not and can be put there again: nothing lost, nothing half', async () => {
  const calls = await pullEverywhere(
    (stick) => laptop(stick).publish(second.id, second.text, never),
    async (stick, outcome) => {
      expect([null, 'sync.place-missing']).toContain(codeOf(outcome))
      const again = laptop(stick)
      const { batches, litter } = await again.look(never)
      const isThere = batches.some(({ hash }) => hash === second.id.hash)
      expect(batches).toContainEqual(first.id)
      expect(batches).toHaveLength(isThere ? 2 : 1)
      if (outcome.status === 'fulfilled') expect(isThere).toBe(true)
      expect(litter.map(({ kind, actor }) => [kind, actor])).toEqual(litter.map(() => ['incomplete', second.id.actor]))
      expect(await again.publish(second.id, second.text, never)).toBe(isThere ? 'there-already' : 'published')
      expect((await again.look(never)).litter).toEqual([])
      expect(await again.read(second.id, never)).toBe(second.text)
    },
  )
  expect(calls).toBeGreaterThan(10)
})

it('[SY34] a place that went away while it was looked at does not look empty', async () => {
  const calls = await pullEverywhere(
    (stick) => laptop(stick).look(never),
    async (_stick, outcome) => {
      if (outcome.status === 'fulfilled') expect(outcome.value).toMatchObject({ founding, batches: [first.id] })
      else expect(codeOf(outcome)).toBe('sync.place-missing')
    },
  )
  expect(calls).toBeGreaterThan(5)
})

it('a place that went away while it was begun can be begun again', async () => {
  for (let calls = 0, isPulled = true; isPulled; calls++) {
    const stick = new FatFolderFiles()
    stick.pullAfter(calls)
    const [outcome] = await Promise.allSettled([laptop(stick).begin(founding, never)])
    isPulled = stick.isOut
    expect([null, 'sync.place-missing']).toContain(outcome && codeOf(outcome))
    stick.plugIn((bytes) => bytes.slice(0, calls % 2 === 0 ? 0 : 20))
    await laptop(stick).begin(founding, never)
    expect(await laptop(stick).look(never)).toMatchObject({ founding, litter: [] })
  }
})

it('[SY34] writes nothing where the stick was: the folder that is left of it is not begun again', async () => {
  const unmounted = new FatFolderFiles()
  await expect(laptop(unmounted).publish(second.id, second.text, never)).rejects.toMatchObject({ code: 'sync.place-missing' })
  expect(unmounted.contents()).toEqual({})
})

it('a read that the pulled stick cut off is no batch that is gone', async () => {
  const stick = await stickWithFirst()
  const transport = laptop(stick)
  await transport.look(never)
  stick.pullAfter(0)
  await expect(transport.read(first.id, never)).rejects.toMatchObject({ code: 'sync.place-missing' })
})
