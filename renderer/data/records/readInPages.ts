/** Reads of many records that never hold the thread for long: one large read is copied in one go, pages are not. */
import type { Table } from 'dexie'

const PAGE = 2_000

/** All records of a table in key order, page by page. */
export async function readInPages<T extends { id: string }>(table: Table<T, string>): Promise<T[]> {
  const all: T[] = []
  for (;;) {
    const last = all.at(-1)
    const page = await (last ? table.where(':id').above(last.id) : table.orderBy(':id')).limit(PAGE).toArray()
    for (const record of page) all.push(record)
    if (page.length < PAGE) return all
  }
}

/** Beyond so many keys they are compared with those of the table first, because a read of every missing one is slow. */
const FEW = 500
/** A page is read whole when at least this part of it is wanted: a read of each key costs many times a share of a page. */
const WORTH_A_PAGE = 0.1

/** Those of `keys` that are in the table, by key. */
export async function readExisting<T extends object>(table: Table<T, string>, keys: readonly string[]): Promise<Map<string, T>> {
  const found = new Map<string, T>()
  if (keys.length <= FEW) {
    await readEach(table, keys, found)
    return found
  }
  const wanted = new Set(keys)
  const known = await keysAmong(table, keys)
  const reads: PromiseLike<void>[] = []
  // All asked for at once: the database reads a page while this thread takes in the one before.
  for (let start = 0; start < known.length; start += PAGE) {
    const page = known.slice(start, start + PAGE)
    const here = page.filter((key) => wanted.has(key))
    reads.push(here.length >= page.length * WORTH_A_PAGE ? readPage(table, page, wanted, found) : readEach(table, here, found))
  }
  await Promise.all(reads)
  return found
}

/** The table's keys from the lowest to the highest of those given: what arrives in parts most often lies close together. */
function keysAmong<T>(table: Table<T, string>, keys: readonly string[]): PromiseLike<string[]> {
  let [lowest, highest] = [keys[0] ?? '', keys[0] ?? '']
  for (const key of keys) {
    if (key < lowest) lowest = key
    if (key > highest) highest = key
  }
  return table.where(':id').between(lowest, highest, true, true).primaryKeys()
}

async function readEach<T>(table: Table<T, string>, keys: readonly string[], found: Map<string, T>): Promise<void> {
  if (keys.length === 0) return
  const records = await table.bulkGet([...keys])
  records.forEach((record, index) => {
    const key = keys[index]
    if (record !== undefined && key !== undefined) found.set(key, record)
  })
}

/** @param page keys that follow one another in the table */
async function readPage<T extends object>(
  table: Table<T, string>,
  page: readonly string[],
  wanted: ReadonlySet<string>,
  found: Map<string, T>,
): Promise<void> {
  const keyPath = table.schema.primKey.keyPath as keyof T
  for (const record of await table.where(':id').between(page[0], page.at(-1), true, true).toArray()) {
    const key = record[keyPath] as string
    if (wanted.has(key)) found.set(key, record)
  }
}
