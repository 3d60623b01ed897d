import { describe, expect, test } from 'vitest'
import { mergePlans } from '../recordTables'
import { recordName } from './recordName'
import { heldByPayouts, restoreOfTable } from './restorePlan'

type Fields = Record<string, unknown>
const byId = (...records: Fields[]) => new Map(records.map((record) => [String(record.id ?? record.key), record]))
const NONE: ReadonlySet<string> = new Set()

function restore(table: string, here: Fields[], there: Fields[], held = NONE) {
  const plan = mergePlans.get(table)
  if (!plan) throw new Error(`${table} has no plan`)
  return restoreOfTable(plan, byId(...here), byId(...there), held)
}

describe('a restore of records', () => {
  test('brings what is missing, changes what differs, removes what came since, and leaves the rest alone', () => {
    const here = [
      { id: 'same', name: 'A', updatedAt: '2026-01-02' },
      { id: 'other', name: 'B' },
      { id: 'since', name: 'C' },
    ]
    const there = [
      { id: 'same', name: 'A', updatedAt: '2026-01-01' },
      { id: 'other', name: 'b' },
      { id: 'gone', name: 'D' },
    ]
    expect(restore('members', here, there)).toEqual({
      put: [
        { id: 'other', name: 'b' },
        { id: 'gone', name: 'D' },
      ],
      remove: ['since'],
      added: ['gone'],
      changed: ['other'],
      stays: [],
      otherwise: [],
    })
  })

  test('leaves what was done to the log', () => {
    const nothing = { put: [], remove: [], added: [], changed: [], stays: [], otherwise: [] }
    expect(restore('acts', [{ id: 'since' }], [{ id: 'gone' }])).toEqual(nothing)
    expect(restore('confirmations', [], [{ id: 'gone' }])).toEqual(nothing)
  })
})

describe('facts', () => {
  test('are added, and neither removed nor changed', () => {
    const here = [{ id: 'since' }, { id: 'other', amountBaseUnits: '1' }]
    const there = [{ id: 'other', amountBaseUnits: '2' }, { id: 'gone' }]
    const { put, remove, stays, otherwise } = restore('contributions', here, there)
    expect({ put, remove, stays, otherwise }).toEqual({
      put: [{ id: 'gone' }],
      remove: [],
      stays: ['since'],
      otherwise: ['other'],
    })
  })

  test('that were practised stay, but those of the demo go with it', () => {
    const here = [
      { id: 'trained', simulated: true, periodId: 'p1' },
      { id: 'demo', simulated: true, periodId: 'demo-period' },
    ]
    expect(restore('signatures', here, [])).toMatchObject({ stays: ['trained'], remove: ['demo'] })
    expect(restore('provisionings', [{ id: 'p', simulated: true, workOrderId: 'demo-order' }], [])).toMatchObject({
      remove: ['p'],
    })
  })
})

describe('a payout that was signed since', () => {
  const signature = { id: '0x1', periodId: 'p1', distributionId: 'd1' }
  const chain = (nonce: number, contract = '0xa') => ({ key: 'chain', value: { chainId: 1, contract, nonce } })
  const heldFor = (here: [string, Fields[]][], there: [string, Fields[]][]) =>
    heldByPayouts(
      new Map(here.map(([name, all]) => [name, byId(...all)])),
      new Map(there.map(([name, all]) => [name, byId(...all)])),
    )

  test('keeps its period and its split as they are', () => {
    const held = heldFor([['signatures', [signature]]], [])
    expect([...(held.get('periods') ?? [])]).toEqual(['p1'])
    const splits = restore(
      'distributions',
      [{ id: 'd1', status: 'signed' }],
      [{ id: 'd1', status: 'split' }],
      held.get('distributions'),
    )
    expect(splits).toMatchObject({ put: [], stays: ['d1'] })
    expect(restore('periods', [{ id: 'p1' }], [], held.get('periods'))).toMatchObject({ remove: [], stays: ['p1'] })
  })

  test('of which the backup knows holds nothing', () => {
    const held = heldFor([['signatures', [signature]]], [['signatures', [signature]]])
    expect([...held.values()].every(({ size }) => size === 0)).toBe(true)
  })

  test('has used numbers of its chain, which never fall', () => {
    const settings = (nonce: number, contract?: string): [string, Fields[]][] => [
      ['cooperativeSettings', [chain(nonce, contract)]],
    ]
    expect(heldFor(settings(3), settings(2)).get('cooperativeSettings')).toEqual(new Set(['chain']))
    expect(heldFor(settings(2), settings(3)).get('cooperativeSettings')).toEqual(NONE)
    expect(heldFor(settings(3, '0xb'), settings(2)).get('cooperativeSettings')).toEqual(NONE)
  })
})

test.each([
  ['hotspots', { name: 'Calm Heron' }, 'Calm Heron'],
  ['workOrders', { title: 'Site 1' }, 'Site 1'],
  ['provisionings', { deviceName: 'Roof 1' }, 'Roof 1'],
  ['signatures', { file: { split: { period: { name: 'May' } } } }, 'May'],
  ['distributions', { file: { epoch: { name: 'June' } } }, 'June'],
  ['cooperativeSettings', { value: 1 }, 'the-key'],
  ['members', { name: '' }, 'the-key'],
])('a record of %s has the name that people know it by', (table, record, name) => {
  expect(recordName(table, 'the-key', record)).toBe(name)
})
