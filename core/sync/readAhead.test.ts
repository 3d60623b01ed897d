import { describe, expect, it } from 'vitest'
import { readAhead } from './readAhead'

describe('reading ahead', () => {
  it('gives results in the order of the items, with no more than the given number on their way', async () => {
    let [underWay, most] = [0, 0]
    const read = async (item: number) => {
      most = Math.max(most, ++underWay)
      await new Promise((resolve) => setTimeout(resolve, (5 - item) * 2))
      underWay--
      return item * 10
    }
    const got: [number, number][] = []
    for await (const each of readAhead([1, 2, 3, 4, 5], 2, read)) got.push(each)
    expect(got).toEqual([
      [1, 10],
      [2, 20],
      [3, 30],
      [4, 40],
      [5, 50],
    ])
    expect(most).toBe(3)
  })

  it.each([1, 2, 9])('throws when the item has its turn, with %i ahead, and not before', async (ahead) => {
    const got: number[] = []
    const work = async () => {
      const read = async (item: number) => {
        if (item === 3) throw new Error('gone')
        return item
      }
      for await (const [, result] of readAhead([1, 2, 3, 4], ahead, read)) got.push(result)
    }
    await expect(work()).rejects.toThrow('gone')
    expect(got).toEqual([1, 2])
  })

  it('ends without a word where whoever asked stops before one that fails', async () => {
    const asked: number[] = []
    const read = async (item: number) => {
      asked.push(item)
      if (item === 2) throw new Error('gone')
    }
    for await (const _first of readAhead([1, 2, 3], 1, read)) break
    expect(asked).toEqual([1, 2])
  })
})
