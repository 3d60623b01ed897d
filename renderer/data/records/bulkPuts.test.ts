import 'fake-indexeddb/auto'
import Dexie, { type Table } from 'dexie'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { bulkPuts } from './bulkPuts'

interface Row {
  id: string
  serial: number
}

const opened: Dexie[] = []
let count = 0

function open(isPlain: boolean): Table<Row, string> {
  const db = new Dexie(`bulk-puts-${count++}`)
  db.version(1).stores({ rows: 'id, &serial' })
  if (!isPlain) db.use(bulkPuts)
  opened.push(db)
  return db.table('rows')
}
afterEach(async () => {
  for (const db of opened.splice(0)) await db.delete()
})

async function told(work: () => PromiseLike<unknown>): Promise<unknown> {
  try {
    return await work()
  } catch (thrown) {
    const { name, failures } = thrown as { name: string; failures?: { name: string }[] }
    return { name, failures: failures?.map((failure) => failure.name) }
  }
}

const rows = fc.array(fc.record({ id: fc.nat(60).map(String), serial: fc.nat(200) }), { minLength: 50, maxLength: 80 })

test('Dexie answers the same with it and without, whatever fails', async () => {
  await fc.assert(
    fc.asyncProperty(rows, fc.boolean(), async (given, isCaught) => {
      const outcomes = []
      for (const isPlain of [true, false]) {
        const table = open(isPlain)
        const put = () => table.bulkPut(given, undefined, { allKeys: true })
        const answer = await told(() =>
          table.db.transaction('rw', table, async () => {
            await table.put({ id: 'before', serial: 1_000 })
            // Whoever catches what failed keeps the rest; whoever does not keeps nothing of the transaction.
            return isCaught ? told(put) : put()
          }),
        )
        outcomes.push({ answer, left: await table.orderBy('id').toArray() })
      }
      expect(outcomes[1]).toEqual(outcomes[0])
    }),
    { numRuns: 30 },
  )
})

test('a row that cannot be stored stops the whole transaction, as without', async () => {
  const given = [...Array(60).keys()].map((serial) => ({ id: String(serial), serial }))
  const unusable = { id: 'x', serial: 100, nested: () => {} } as unknown as Row
  for (const isPlain of [true, false]) {
    const table = open(isPlain)
    const put = async () => table.bulkPut([...given, unusable])
    await expect(table.db.transaction('rw', table, put)).rejects.toThrow()
    expect(await table.count()).toBe(0)
  }
})

test('queries that look on are told', async () => {
  const table = open(false)
  const counts: number[] = []
  const subscription = Dexie.liveQuery(() => table.count()).subscribe((seen) => counts.push(seen))
  await table.bulkPut([...Array(60).keys()].map((serial) => ({ id: String(serial), serial })))
  await expect.poll(() => counts.at(-1)).toBe(60)
  subscription.unsubscribe()
})
