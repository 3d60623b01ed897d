import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scatterPicture } from './scatterPicture'

describe('scatterPicture', () => {
  it('has rings of 1, 2 and 5 metres before the first fix', () => {
    expect(scatterPicture([], null)).toMatchObject({ ringsM: [1, 2, 5], points: [], outside: 0, rmsM: 0, words: 'No fix yet' })
  })

  it('measures the scatter and says it', () => {
    const picture = scatterPicture(
      [
        { eastM: 3, northM: 4 },
        { eastM: -3, northM: -4 },
      ],
      null,
    )
    expect(picture.rmsM).toBeCloseTo(5)
    expect(picture.ringsM).toEqual([1, 2, 5])
    expect(picture.words).toBe('2 fixes around their mean: scatter 5.0 m, the farthest 5.0 m away')
  })

  it('leaves a single leap outside and counts it, rather than making a dot of the rest', () => {
    const near = Array.from({ length: 40 }, (_, at) => ({ eastM: Math.sin(at), northM: Math.cos(at) }))
    const picture = scatterPicture([...near, { eastM: 250, northM: 0 }], 1)
    expect(picture).toMatchObject({ ringsM: [1, 2, 5], outside: 1, rmsM: 1 })
    expect(picture.points).toHaveLength(40)
  })

  it('shows nineteen of twenty, whatever came, inside its edge', () => {
    const metres = fc.double({ min: -60, max: 60, noNaN: true })
    fc.assert(
      fc.property(fc.array(fc.record({ eastM: metres, northM: metres }), { maxLength: 200 }), (scatter) => {
        const { extentM, points, outside, ringsM } = scatterPicture(scatter, null)
        expect(points.length + outside).toBe(scatter.length)
        expect(points.every(({ eastM, northM }) => Math.hypot(eastM, northM) <= extentM)).toBe(true)
        expect(outside).toBeLessThanOrEqual(scatter.length * 0.05)
        expect(ringsM.at(-1)).toBeLessThan(extentM)
        expect(ringsM.length).toBeLessThanOrEqual(4)
      }),
    )
  })
})
