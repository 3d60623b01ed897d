import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copiesToKeep, type KeptCopy } from './copiesToKeep'

const HOUR_MS = 3_600_000
const NOW = Date.UTC(2026, 10, 30, 21)

const copyAt = (hoursAgo: number, more: Partial<KeptCopy> = {}): KeptCopy => ({
  name: `${hoursAgo}`,
  at: new Date(NOW - hoursAgo * HOUR_MS).toISOString(),
  fromFuture: false,
  bytes: 1,
  isVerified: true,
  ...more,
})

/** One every four hours for a year, each time followed by what goes. */
function afterAYear(more: Partial<KeptCopy> = {}): KeptCopy[] {
  let kept: KeptCopy[] = []
  for (let hour = 24 * 365; hour >= 0; hour -= 4) {
    const nowMs = NOW - hour * HOUR_MS
    kept = [copyAt(hour, more), ...kept]
    const stay = copiesToKeep(kept, nowMs)
    kept = kept.filter(({ name }) => stay.has(name))
  }
  return kept
}

describe('kept copies', () => {
  it('[BR13] are the newest five, one of each of seven days and one of each of eight weeks', () => {
    const kept = afterAYear()
    const hours = kept.map(({ name }) => Number(name))
    expect(hours.slice(0, 5)).toEqual([0, 4, 8, 12, 16])
    const days = new Set(kept.map(({ at }) => at.slice(0, 10)))
    for (let day = 0; day < 7; day += 1) expect(days).toContain(new Date(NOW - day * 24 * HOUR_MS).toISOString().slice(0, 10))
    expect(Math.max(...hours)).toBeGreaterThan(24 * 7 * 6)
    expect(Math.max(...hours)).toBeLessThan(24 * 7 * 8)
    expect(kept.length).toBeLessThanOrEqual(5 + 7 + 8)
  })

  it('[BR13] that nobody verified push out none that was', () => {
    const verified = [copyAt(90), copyAt(91)]
    const others = Array.from({ length: 9 }, (_, at) => copyAt(at, { isVerified: false }))
    const stay = copiesToKeep([...others, ...verified], NOW)
    expect([...stay]).toEqual(['0', '1', '2', '3', '4', '90', '91'])
    expect(afterAYear({ isVerified: false })).toHaveLength(5)
  })

  it('[BR13] of a clock that ran ahead stay while they are among the newest, and for no day or week', () => {
    const ahead = copyAt(-24 * 365, { fromFuture: true, name: 'ahead' })
    expect([...copiesToKeep([copyAt(0), ahead], NOW)]).toContain('ahead')
    const newer = [0, 1, 2, 3, 4].map((hour) => copyAt(hour))
    expect([...copiesToKeep([...newer, ahead], NOW)]).not.toContain('ahead')
  })

  it('[BR13] keep within the bound on bytes, but for the newest and the newest verified', () => {
    const copy = fc.record({ bytes: fc.integer({ min: 1, max: 50 }), isVerified: fc.boolean() })
    fc.assert(
      fc.property(fc.array(copy, { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 200 }), (all, most) => {
        const copies = all.map((more, at) => copyAt(at * 5, more))
        const stay = copiesToKeep(copies, NOW, most)
        const sure = [copies[0], copies.find(({ isVerified }) => isVerified)].flatMap((one) => one?.name ?? [])
        for (const name of sure) expect(stay).toContain(name)
        const bytes = copies.filter(({ name }) => stay.has(name) && !sure.includes(name)).reduce((sum, one) => sum + one.bytes, 0)
        const ofSure = copies.filter(({ name }) => sure.includes(name)).reduce((sum, one) => sum + one.bytes, 0)
        expect(bytes).toBeLessThanOrEqual(Math.max(0, most - ofSure))
      }),
    )
  })
})
