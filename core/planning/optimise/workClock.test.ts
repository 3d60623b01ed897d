import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WorkClock } from './workClock'

function clockAt() {
  const wall = { ms: 0 }
  return { wall, clock: new WorkClock(0, () => wall.ms) }
}

describe('WorkClock', () => {
  it('counts steady work as the wall does', () => {
    const { wall, clock } = clockAt()
    for (let step = 0; step < 10_000; step++) {
      wall.ms += 0.1
      clock.stepped('search')
    }
    expect(clock.workedMs).toBeCloseTo(1_000, 6)
  })

  it('leaves out the time in which others had the core', () => {
    const { wall, clock } = clockAt()
    for (let step = 0; step < 10_000; step++) {
      // After every 3 ms of work the thread is put aside for 9 ms: a quarter of the core is left to it.
      wall.ms += step % 30 === 29 ? 9.1 : 0.1
      clock.stepped('search')
    }
    expect(wall.ms).toBeGreaterThan(3_900)
    expect(clock.workedMs).toBeGreaterThanOrEqual(1_000)
    expect(clock.workedMs).toBeLessThan(1_400)
  })

  it('knows steps of each kind by themselves, and counts no wait', () => {
    const { wall, clock } = clockAt()
    for (let round = 0; round < 100; round++) {
      wall.ms += 0.1
      clock.stepped('search')
      wall.ms += 20
      clock.stepped('bound')
      wall.ms += 50
      clock.waited()
    }
    expect(clock.workedMs).toBeCloseTo(2_010, 6)
  })

  it('never counts more than the wall, and never runs backwards', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('search', 'bound', 'worked', 'waited'), fc.double({ min: 0, max: 100, noNaN: true }))),
        (laps) => {
          const { wall, clock } = clockAt()
          for (const [kind, tookMs] of laps) {
            const before = clock.workedMs
            wall.ms += tookMs
            if (kind === 'worked') clock.worked()
            else if (kind === 'waited') clock.waited()
            else clock.stepped(kind === 'search' ? 'search' : 'bound')
            expect(clock.workedMs).toBeGreaterThanOrEqual(before)
            expect(clock.workedMs).toBeLessThanOrEqual(wall.ms + 1e-6)
          }
        },
      ),
    )
  })
})
