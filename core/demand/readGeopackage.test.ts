import { latLngToCell } from 'h3-js'
import initSqlJs from 'sql.js'
import { expect, it } from 'vitest'
import { readGeopackage } from './readGeopackage'
import { sqlJsReader } from './sqlJsReader'

const CELLS = [latLngToCell(50, 20, 8), latLngToCell(50.1, 20, 8), latLngToCell(50.2, 20, 8)]

/** A GeoPackage as Kontur writes it, as far as reading goes. */
async function geopackage(...statements: string[]) {
  const { Database } = await initSqlJs()
  const made = new Database()
  made.run('CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT)')
  for (const statement of statements) made.run(statement)
  const bytes = made.export()
  made.close()
  return { bytes, reader: sqlJsReader(new Database(bytes)) }
}
const population = 'CREATE TABLE population (fid INTEGER PRIMARY KEY, geom BLOB, h3 TEXT, population REAL)'
const insert = (h3: string | null, value: string) =>
  `INSERT INTO population (h3, population) VALUES (${h3 === null ? 'NULL' : `'${h3}'`}, ${value})`

it('reads the table with cells and population, whatever it is called', async () => {
  const { reader } = await geopackage(
    'CREATE TABLE notes (id INTEGER, text TEXT)',
    population,
    ...CELLS.map((cell, at) => insert(cell, String(at + 0.5))),
  )
  const reading = await readGeopackage(reader, { source: 'kontur.gpkg' })
  reader.close()
  expect(Array.from(reading.cells, (cell) => cell.toString(16))).toEqual([...CELLS].sort())
  expect(reading).toMatchObject({ total: 4.5, resolution: 8, unit: 'people', rows: 3, problemCount: 0, duplicates: 0 })
})

it('names rows that cannot count, and adds up repeated cells', async () => {
  const [first = '', second = ''] = CELLS
  const { reader } = await geopackage(
    population,
    insert(first, '2'),
    insert(first, '3'),
    insert('nowhere', '1'),
    insert(second, '-4'),
    insert(null, '1'),
    insert(second, 'NULL'),
    insert(latLngToCell(50, 20, 9), '1'),
    insert(second, "'7,5'"),
  )
  const reading = await readGeopackage(reader, { source: '' })
  expect(reading.problems.map(({ line, field }) => `${line} ${field}`)).toEqual([
    '3 h3',
    '4 population',
    '5 h3',
    '6 population',
    '7 null',
  ])
  expect(reading).toMatchObject({ total: 12.5, rows: 8, duplicates: 1 })
})

it('names the tables it found when none has what it needs', async () => {
  const { reader } = await geopackage('CREATE TABLE "odd ""name" (id INTEGER, people INTEGER)', 'CREATE TABLE roads (geom BLOB)')
  await expect(readGeopackage(reader, { source: '' })).rejects.toMatchObject({
    code: 'geopackage.no-weights',
    message: expect.stringContaining('odd "name (id, people); roads (geom)'),
  })
})

it('says that a damaged file is damaged', async () => {
  const { bytes } = await geopackage(population, ...Array.from({ length: 2_000 }, (_, at) => insert(CELLS[at % 3] ?? '', '1')))
  const { Database } = await initSqlJs()
  bytes.fill(0x55, 4_096)
  const reader = sqlJsReader(new Database(bytes))
  await expect(readGeopackage(reader, { source: '' })).rejects.toMatchObject({ code: expect.stringMatching(/^geopackage\./) })
})

it('stops when it is asked to', async () => {
  const { reader } = await geopackage(population, insert(CELLS[0] ?? '', '1'))
  const signal = { aborted: true, addEventListener: () => {}, removeEventListener: () => {} }
  await expect(readGeopackage(reader, { source: '', signal })).rejects.toMatchObject({ code: 'import.cancelled' })
})

it('reads no view and no virtual table: one that recurses would never end', async () => {
  const endless = `WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT '${CELLS[0]}' AS h3, x AS population FROM c`
  const { reader } = await geopackage(`CREATE VIEW population AS ${endless} WHERE x < 0`)
  await expect(readGeopackage(reader, { source: '' })).rejects.toMatchObject({
    code: 'geopackage.no-weights',
    message: expect.stringContaining('Views are not read (population)'),
  })
  // The same view, entered as a table.
  const disguised = await geopackage(
    `CREATE VIEW population AS ${endless} WHERE x < 0`,
    'PRAGMA writable_schema = ON',
    "UPDATE sqlite_master SET type = 'table'",
  )
  await expect(readGeopackage(disguised.reader, { source: '' })).rejects.toMatchObject({
    code: expect.stringMatching(/^geopackage\./),
  })
  const virtual = await geopackage('CREATE VIRTUAL TABLE people USING fts3(h3, population)')
  await expect(readGeopackage(virtual.reader, { source: '' })).rejects.toMatchObject({ code: 'geopackage.no-weights' })
})

it('reads a real table beside views and triggers', async () => {
  const { reader } = await geopackage(
    population,
    insert(CELLS[0] ?? '', '2'),
    'CREATE VIEW a AS SELECT * FROM population',
    'CREATE TRIGGER t AFTER INSERT ON population BEGIN DELETE FROM population; END',
  )
  expect(await readGeopackage(reader, { source: '' })).toMatchObject({ total: 2, rows: 1 })
})
