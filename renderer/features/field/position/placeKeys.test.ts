import { describe, expect, it } from 'vitest'
import { placeMove } from './placeKeys'

const press = (key: string, held: Partial<KeyboardEvent> = {}) =>
  placeMove({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held })

describe('placeMove', () => {
  it('moves by small steps, and by large ones with Shift', () => {
    expect(press('ArrowLeft')).toMatchObject({ kind: 'pan', dx: -6, dy: 0 })
    expect(press('ArrowDown')).toMatchObject({ kind: 'pan', dx: 0, dy: 6 })
    expect(press('ArrowUp', { shiftKey: true })).toMatchObject({ kind: 'pan', dx: 0, dy: -90 })
  })

  it('zooms, also where plus needs Shift or none, and goes home', () => {
    expect(['+', '=', '-', '_'].map((key) => press(key)?.levels)).toEqual([1, 1, -1, -1])
    expect(press('0')?.kind).toBe('home')
  })

  it('leaves other keys and those of the browser alone', () => {
    expect(press('Enter')).toBeNull()
    expect(press('a')).toBeNull()
    expect(press('-', { ctrlKey: true })).toBeNull()
    expect(press('ArrowLeft', { altKey: true })).toBeNull()
  })
})
