import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { periodDates } from '../model/periodDates'
import { amountsSha256, correctionIdOf, EMPTY_SHA256, type PeriodIdentity, periodIdOf } from './period'

const january: PeriodIdentity = {
  network: 'helium',
  tokenSymbol: 'HNT',
  payer: '',
  dates: periodDates('2026-01-01', '2026-01-31'),
}
const amount = (hotspotKey: string, amountBaseUnits: bigint) => ({ hotspotKey, amountBaseUnits })

describe('period', () => {
  it('[PE4] is the same by network, token, payer and dates, and another by any of them', () => {
    const id = periodIdOf(january)
    expect(periodIdOf({ ...january, network: ' Helium ', tokenSymbol: 'hnt', payer: ' ' })).toBe(id)
    const others: Partial<PeriodIdentity>[] = [
      { network: 'ttn' },
      { tokenSymbol: 'IOT' },
      { payer: 'City grant' },
      { dates: periodDates('2026-01-01', '2026-01-30') },
      { dates: periodDates('2026-01-02', '2026-01-31') },
    ]
    const ids = others.map((other) => periodIdOf({ ...january, ...other }))
    expect(new Set([id, ...ids]).size).toBe(others.length + 1)
  })

  it('[PE5] has a content that order and devices without anything do not change, and any amount does', () => {
    const amounts = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), fc.bigInt({ min: 0n, max: 10n ** 30n })), {
      selector: ([key]) => key,
      minLength: 1,
      maxLength: 8,
    })
    fc.assert(
      fc.property(amounts, fc.nat(7), (pairs, at) => {
        const list = pairs.map(([key, units]) => amount(key, units))
        const digest = amountsSha256(list)
        expect(amountsSha256([...list.toReversed(), amount('nothing', 0n)])).toBe(digest)
        const changed = list.map((one, index) =>
          index === at % list.length ? { ...one, amountBaseUnits: one.amountBaseUnits + 1n } : one,
        )
        expect(amountsSha256(changed)).not.toBe(digest)
      }),
    )
    expect(amountsSha256([amount('a', 0n)])).toBe(EMPTY_SHA256)
  })

  it('[PE6] has corrections with ids of their own, another for other contents', () => {
    const digests = [amountsSha256([amount('a', 1n)]), amountsSha256([amount('a', 2n)])]
    const ids = digests.map((digest) => correctionIdOf(january, digest))
    expect(new Set([...ids, periodIdOf(january)]).size).toBe(3)
    for (const id of ids) expect(id.startsWith(periodIdOf(january))).toBe(true)
  })
})
