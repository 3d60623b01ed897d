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

/** Those of `keys` that are in the table, by key. */
export async function readExisting<T>(table: Table<T, string>, keys: readonly string[]): Promise<Map<string, T>> {
  const known = keys.length > FEW ? new Set(await table.toCollection().primaryKeys()) : null
  const wanted = known ? keys.filter((key) => known.has(key)) : keys
  const found = new Map<string, T>()
  for (let start = 0; start < wanted.length; start += PAGE) {
    const page = wanted.slice(start, start + PAGE)
    const records = await table.bulkGet(page)
    records.forEach((record, index) => {
      const key = page[index]
      if (record !== undefined && key !== undefined) found.set(key, record)
    })
  }
  return found
}
