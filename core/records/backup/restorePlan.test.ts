import { describe, expect, test } from 'vitest'
import { restorePlan } from './restorePlan'

type Fields = Record<string, unknown>
type Tables = Record<string, Fields[]>

function recordsOf(tables: Tables) {
  const byKey = (records: Fields[]) => new Map(records.map((record) => [String(record.id ?? record.key), record]))
  return new Map(Object.entries(tables).map(([table, records]) => [table, byKey(records)]))
}

function restore(table: string, here: Tables, there: Tables) {
  return restorePlan(recordsOf(here), recordsOf(there), []).get(table)
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
    expect(restore('members', { members: here }, { members: there })).toEqual({
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

  test('leaves a record as it is of which the backup has no usable row', () => {
    const here = recordsOf({ members: [{ id: 'ada' }, { id: 'ben' }] })
    const restores = restorePlan(here, recordsOf({ members: [] }), [{ table: 'members', key: 'ada' }])
    expect(restores.get('members')).toMatchObject({ remove: ['ben'], stays: ['ada'] })
  })

  test('leaves what was done to the log', () => {
    const nothing = { put: [], remove: [], added: [], changed: [], stays: [], otherwise: [] }
    expect(restore('acts', { acts: [{ id: 'since' }] }, { acts: [{ id: 'gone' }] })).toEqual(nothing)
    expect(restore('confirmations', {}, { confirmations: [{ id: 'gone' }] })).toEqual(nothing)
  })
})

describe('facts', () => {
  test('are added, and neither removed nor changed', () => {
    const here = [{ id: 'since' }, { id: 'other', amountBaseUnits: '1' }]
    const there = [{ id: 'other', amountBaseUnits: '2' }, { id: 'gone' }]
    expect(restore('contributions', { contributions: here }, { contributions: there })).toMatchObject({
      ...{ put: [{ id: 'gone' }], added: ['gone'], changed: [], remove: [] },
      ...{ stays: ['since'], otherwise: ['other'] },
    })
  })

  test('that were practised stay; those of the demo go with it', () => {
    const trained = { id: 'trained', simulated: true, periodId: 'p1' }
    const ofDemo = { id: 'demo', simulated: true, periodId: 'demo-period' }
    const here = { signatures: [trained, ofDemo], provisionings: [{ id: 'p', simulated: true, workOrderId: 'demo-order' }] }
    expect(restore('signatures', here, {})).toMatchObject({ stays: ['trained'], remove: ['demo'] })
    expect(restore('provisionings', here, {})).toMatchObject({ stays: [], remove: ['p'] })
    const withDemo = { periods: [{ id: 'demo-period' }], workOrders: [{ id: 'demo-order' }] }
    expect(restore('signatures', here, withDemo)).toMatchObject({ stays: ['trained', 'demo'], remove: [] })
    expect(restore('provisionings', here, withDemo)).toMatchObject({ stays: ['p'], remove: [] })
  })
})

describe('a payout that was signed since', () => {
  const here = {
    signatures: [{ id: '0x1', periodId: 'p1', distributionId: 'd1' }],
    distributions: [{ id: 'd1', status: 'signed' }],
    periods: [{ id: 'p1' }],
  }

  test('keeps its period and its split as they are', () => {
    expect(restore('distributions', here, { distributions: [{ id: 'd1', status: 'split' }] })).toMatchObject({
      put: [],
      stays: ['d1'],
    })
    expect(restore('periods', here, {})).toMatchObject({ remove: [], stays: ['p1'] })
  })

  test('keeps the periods that its period corrects', () => {
    const periods = [{ id: 'p1', corrects: [{ id: 'p0' }] }, { id: 'p0' }, { id: 'other' }]
    expect(restore('periods', { ...here, periods }, {})).toMatchObject({ remove: ['other'], stays: ['p1', 'p0'] })
  })

  test('of which the backup knows holds nothing', () => {
    expect(restore('periods', here, { signatures: here.signatures })).toMatchObject({ remove: ['p1'], stays: [] })
  })

  test('has used numbers of its chain, which never fall', () => {
    const chain = (nonce: number, contract = '0xa') => ({
      cooperativeSettings: [{ key: 'chain', value: { chainId: 1, contract, nonce } }],
    })
    expect(restore('cooperativeSettings', chain(3), chain(2))).toMatchObject({ changed: [], stays: ['chain'] })
    expect(restore('cooperativeSettings', chain(2), chain(3))).toMatchObject({ changed: ['chain'], stays: [] })
    expect(restore('cooperativeSettings', chain(3), chain(2, '0xb'))).toMatchObject({ changed: ['chain'], stays: [] })
  })
})
