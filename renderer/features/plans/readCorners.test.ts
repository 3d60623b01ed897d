import { describe, expect, it } from 'vitest'
import { readCorners } from './readCorners'

describe('corners as typed', () => {
  it('are read line by line, latitude first, blank lines passed over, a closing corner dropped', () => {
    const ring = [
      [20, 50],
      [20.1, 50],
      [20.1, -50.1],
    ]
    expect(readCorners('50, 20\n\n50 20.1\r\n-50.1; 20.1\n')).toEqual(ring)
    expect(readCorners('50,20\n50,20.1\n-50.1,20.1\n50,20')).toEqual(ring)
  })

  it('name the line that is none, and say how many are missing', () => {
    expect(() => readCorners('50,20\nnorth gate\n1,2')).toThrow(/Line 2/)
    expect(() => readCorners('50,20\n91,20\n1,2')).toThrow(/Line 2/)
    expect(() => readCorners('50,20\n50,21')).toThrow(/here are 2/)
  })
})
