import { expect, test } from 'vitest'
import { seal } from '../../model/contentDigest'
import { SCHEMA_VERSION } from '../operation'
import { BACKUP_TABLES, type BackupRow, DEMAND_CELLS, makeBackup } from './backupDocument'
import { faultText } from './backupFault'
import { backupFaults } from './checkBackup'
import { readBackup } from './readBackup'

const AT = '2026-11-01T00:00:00.000Z'
const STAMP = '019a9f3d1000-0000@ada'
const member = { id: 'ada', name: 'Ada', address: null, role: 'host', createdAt: AT, updatedAt: AT, $stamps: STAMP }
const operation = { actor: 'ada', n: 1, t: '019a9f3d1000-0000', table: 'members', key: 'ada', set: { name: 'Ada' }, schemaV: 3 }
const entry = { seq: 1, actor: 'ada', n: 1, count: 1, t: operation.t, tables: ['members'], operations: [operation] }
const packed = { actor: 'ada', n: 1, t: operation.t, table: 'members', schemaV: 3, keys: ['a', 'b'], fields: ['name'] }
const packedEntry = { ...entry, count: 2, operations: [], packed: { ...packed, columns: [{ each: ['A', 'B'] }] } }

const backupOf = (tables: Record<string, BackupRow[]>) =>
  makeBackup({ createdAt: AT, installation: { actor: 'ada', waiting: 0 }, tables, journal: [], journalAnchor: null })
const faultsOf = (table: string, ...rows: BackupRow[]) => backupFaults(backupOf({ [table]: rows })).map(faultText)

test('a backup holds every table that is shared or says so, and none of the kernel’s own memory', () => {
  expect(BACKUP_TABLES).toEqual(
    expect.arrayContaining(['hotspots', 'acts', 'operations', 'shadows', 'quarantine', 'machineSettings']),
  )
  expect(BACKUP_TABLES).not.toContain('meta')
  expect(BACKUP_TABLES).not.toContain('layerChunks')
})

test('a whole backup is read as it was made', () => {
  const backup = backupOf({ members: [member], operations: [entry, packedEntry] })
  expect(readBackup(JSON.stringify(backup))).toEqual(backup)
  expect(backupFaults(backup)).toEqual([])
})

test('sync-14-backup-file: cut off it is not whole, edited it is changed, and other line ends are no change', () => {
  const backup = backupOf({ members: [member] })
  const text = JSON.stringify(backup, null, 2)
  expect(() => readBackup(text.slice(0, -40))).toThrow(expect.objectContaining({ code: 'backup.unreadable' }))
  expect(() => readBackup(text.replace('"Ada"', '"Eda"'))).toThrow(expect.objectContaining({ code: 'backup.damaged' }))
  expect(readBackup(text.replaceAll('\n', '\r\n'))).toEqual(backup)
})

test('what a newer version keeps in a record stays in it', () => {
  const backup = backupOf({ members: [{ ...member, newer: { kept: true } }] })
  expect(readBackup(JSON.stringify(backup)).tables.members?.[0]).toMatchObject({ newer: { kept: true } })
  expect(backupFaults(backup)).toEqual([])
})

test.each([
  ['members', [member, { ...member, name: 7 }], /^record 2 of members \(name: /],
  ['members', [{ ...member, $stamps: undefined }], /^record 1 of members \(\$stamps: it does not say who wrote it/],
  ['members', [{ ...member, $stamps: { stamp: STAMP, of: { name: 7 } } }], /^record 1 of members \(\$stamps: /],
  ['operations', [{ ...entry, t: 'tomorrow' }], /^record 1 of operations \(t: /],
  ['operations', [{ ...entry, operations: [{ ...operation, t: '2099' }] }], /^record 1 of operations \(operations\.0\.t: /],
  ['operations', [{ ...entry, count: 2 }], /^record 1 of operations \(count: it counts other operations/],
  ['operations', [{ ...entry, operations: [{ ...operation, n: 5 }] }], /^record 1 of operations \(n: its numbers have a gap/],
  [
    'operations',
    [{ ...packedEntry, packed: { ...packed, columns: [{ each: ['A'] }] } }],
    /^record 1 of operations \(packed\.columns: its columns are not whole/,
  ],
  [
    'shadows',
    [{ id: 'members ada', table: 'members', key: 'ada', row: { id: 'ada' } }],
    /^record 1 of shadows \(row\.\$stamps: /,
  ],
  ['machineSettings', [{ key: '' }], /^record 1 of machineSettings \(key: /],
  [
    'hotspots',
    [{ id: 'h', name: 'H', network: 'helium', owner: null, lat: 91, lng: 0, h3: null, place: null, groups: [], importId: null }],
    /^record 1 of hotspots \(lat: /,
  ],
  [DEMAND_CELLS, [{ id: 'l:0', layerId: 'l', part: 0, cells: 'AAA', weights: 'AAA' }], /^record 1 of demandCells \(cells: /],
  [
    DEMAND_CELLS,
    [{ id: 'l:0', layerId: 'l', part: 0, cells: '', weights: 'AAAAAAAAAAA=' }],
    /^record 1 of demandCells \(weights: /,
  ],
  ['votes', [{ id: 'v' }], /^record 1 of votes \(this version of the program has no such table\)$/],
])('a row that is none of %s is named with its field', (table, rows, text) => {
  const faults = faultsOf(table, ...(rows as BackupRow[]))
  expect(faults).toHaveLength(1)
  expect(faults[0]).toMatch(text)
})

test('a clock is in no backup, and a time that is none is refused wherever it stands', () => {
  expect(faultsOf('meta', { key: 'kernel', value: { clock: { near: 'tomorrow', far: null } } })).toHaveLength(1)
  expect(() => readBackup(JSON.stringify(seal({ ...backupOf({}), createdAt: 'tomorrow' })))).toThrow(
    expect.objectContaining({ code: 'backup.unreadable', field: 'createdAt' }),
  )
})

const text = JSON.stringify(backupOf({ members: [member] }))

test.each([
  ['cut off', text.slice(0, -40), 'backup.unreadable'],
  ['one letter changed', text.replace('"Ada"', '"Ade"'), 'backup.damaged'],
  ['a field added', text.replace('"format"', '"also":1,"format"'), 'backup.damaged'],
  ['another kind of file', '{"format":"commonmast-split-v1"}', 'backup.unreadable'],
  ['no object', '[]', 'backup.unreadable'],
  ['not JSON', 'id,name', 'backup.unreadable'],
  ['of a later form', '{"format":"commonmast-backup-v3"}', 'backup.newer-version'],
  [
    'of later records',
    JSON.stringify(seal({ ...backupOf({}), schemaVersion: SCHEMA_VERSION + 1, tables: 1 })),
    'backup.newer-version',
  ],
])('a backup that is %s is refused', (_what, content, code) => {
  expect(() => readBackup(content)).toThrow(expect.objectContaining({ code }))
})
