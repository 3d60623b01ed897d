import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { checkContinues, entriesIn, makeStatement, NO_BALANCES, type StatementInput } from './statement'
import { statementCsv } from './statementCsv'
import { periodText } from './statementWords'
import { ADA, exampleEntry, exampleLog } from './testing/entriesArbitrary'
import { monthIn } from './zoneTime'

const EURO = { symbol: 'EURX', decimals: 2 }
const zone = 'Europe/Zurich'
const period = (month: number, name: string) => ({ name, ...monthIn(zone, 2026, month) })
const entry = (id: string, at: string, kind: string, amountBaseUnits: string, given: Record<string, unknown> = {}) =>
  exampleEntry({ id, at, kind, token: EURO, amountBaseUnits, ...given })
const statement = (given: Partial<StatementInput>) =>
  makeStatement({
    cooperative: 'Harbour Mesh',
    member: ADA,
    period: period(6, 'June'),
    zone,
    token: EURO,
    opening: NO_BALANCES,
    entries: [],
    priceSource: '',
    ...given,
  })

const june = () =>
  statement({
    entries: [
      entry('r6', '2026-06-20T10:00:00Z', 'reward', '10000'),
      entry('p6', '2026-06-30T10:00:00Z', 'payment', '-10000', { chain: exampleLog(6, 1) }),
    ],
  })

describe('statements', () => {
  it('[ST22] st-09-correct-after-close: June stays, August corrects it with a link', () => {
    const before = statementCsv(june())
    const july = statement({ period: period(7, 'July'), opening: june().closing })
    const corrects = { periodId: 'period-june', periodName: 'June' }
    const august = statement({
      period: period(8, 'August'),
      opening: july.closing,
      entries: [
        entry('r8', '2026-08-20T10:00:00Z', 'reward', '6000'),
        entry('c8', '2026-08-21T10:00:00Z', 'correction', '-750', { corrects }),
        entry('p8', '2026-08-31T10:00:00Z', 'payment', '-5250', { chain: exampleLog(8, 1) }),
      ],
    })
    expect(august.paidBaseUnits).toBe(5250n)
    expect(august.earnedBaseUnits).toBe(5250n)
    expect(august.closing.due).toBe(0n)
    expect(august.transactionHash).toBe(`0x${'8'.repeat(64)}`)
    expect(statementCsv(august).text).toContain(',Correction of June,-7.50,EURX,')
    expect(statementCsv(june())).toEqual(before)
    expect(() => checkContinues(june(), july)).not.toThrow()
    expect(() => checkContinues(july, august)).not.toThrow()
  })

  it('[ST23] balances go on from the period before, account by account', () => {
    const opening = { due: 0n, held: 500n, carried: 30n, prepaid: 200n }
    const made = statement({
      opening,
      entries: [
        entry('a', '2026-06-02T00:00:00Z', 'reward', '1000'),
        entry('b', '2026-06-03T00:00:00Z', 'from-held', '500'),
        entry('c', '2026-06-03T00:00:01Z', 'carried', '30'),
        entry('d', '2026-06-04T00:00:00Z', 'advance-deducted', '-200'),
        entry('e', '2026-06-05T00:00:00Z', 'advance', '80'),
        entry('f', '2026-06-06T00:00:00Z', 'recoup', '-100'),
        entry('g', '2026-06-06T00:00:01Z', 'reserve', '-50'),
        entry('h', '2026-06-06T00:00:02Z', 'fee', '-10'),
        entry('i', '2026-06-07T00:00:00Z', 'held', '-40'),
        entry('j', '2026-06-08T00:00:00Z', 'payment', '-1200'),
        entry('k', '2026-06-09T00:00:00Z', 'carried', '-10'),
      ],
    })
    expect(made.closing).toEqual({ due: 0n, held: 40n, carried: 10n, prepaid: 80n })
    expect(made.transactionHash).toBeNull()
    const next = statement({ period: period(7, 'July'), opening: { ...made.closing, held: 41n } })
    expect(() => checkContinues(made, next)).toThrow(expect.objectContaining({ code: 'statement.balance-differs' }))
    const late = statement({ period: period(8, 'August'), opening: made.closing })
    expect(() => checkContinues(made, late)).toThrow(expect.objectContaining({ code: 'statement.gap' }))
  })

  it('[ST24] an entry of another member, token or time, or of no member, is refused', () => {
    const at = '2026-06-20T10:00:00Z'
    for (const [wrong, code] of [
      [entry('x', at, 'reward', '1', { member: { id: 'm2', name: 'Bo' } }), 'statement.other-member'],
      [entry('x', at, 'network-fee', '-1', { member: null }), 'statement.other-member'],
      [entry('x', at, 'reward', '1', { token: { symbol: 'EURX', decimals: 3 } }), 'statement.other-token'],
      [entry('x', '2026-06-30T22:00:00Z', 'reward', '1'), 'statement.outside-period'],
      [entry('x', '2026-05-31T21:59:59Z', 'reward', '1'), 'statement.outside-period'],
    ] as const) {
      expect(() => statement({ entries: [wrong] })).toThrow(expect.objectContaining({ code }))
    }
    expect(entriesIn(period(6, 'June'), [entry('in', '2026-05-31T22:00:00Z', 'reward', '1')])).toHaveLength(1)
    expect(() => statement({ zone: 'Mars/Olympus' })).toThrow(expect.objectContaining({ code: 'zone.unknown' }))
  })

  it('[ST25] the period is told in UTC with the zone beside it, and so is every time', () => {
    expect(periodText(june())).toBe(
      '2026-05-31 22:00:00 up to 2026-06-30 22:00:00 UTC, in Europe/Zurich 2026-06-01 00:00:00 +02:00 up to 2026-07-01 00:00:00 +02:00',
    )
    const rows = Papa.parse<Record<string, string>>(statementCsv(june()).text, { header: true, skipEmptyLines: true }).data
    expect(rows.map((row) => row.Row)).toEqual([
      ...new Array(4).fill('opening'),
      'entry',
      'entry',
      'total',
      'total',
      ...new Array(4).fill('closing'),
    ])
    expect(rows[5]).toMatchObject({
      Member: 'Ada',
      'Time zone': zone,
      'Time (UTC)': '2026-06-30 10:00:00',
      'Time in the zone': '2026-06-30 12:00:00 +02:00',
      What: 'Payment',
      Amount: '-100.00',
      Transaction: `0x${'6'.repeat(64)}`,
      Log: '1',
    })
    expect(statementCsv(june()).fileName).toBe('Ada-June-EURX.csv')
  })
})
