import { describe, expect, it } from 'vitest'
import { fieldKey } from './fieldKey'

const press = (key: string, change: Partial<Parameters<typeof fieldKey>[0]> = {}) => ({
  key,
  repeat: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...change,
})
const held = (key: string) => press(key, { repeat: true })

describe('a key in the field', () => {
  it('does the large action from anywhere but a control, which takes Enter itself', () => {
    expect(fieldKey(press('Enter'), 'nothing')).toBe('submit')
    expect(fieldKey(press('Enter'), 'control')).toBeNull()
    expect(fieldKey(press('Enter'), 'text')).toBeNull()
  })

  it('chooses by a digit, unless it is typed', () => {
    expect(fieldKey(press('3'), 'control')).toBe('choose')
    expect(fieldKey(press('3'), 'text')).toBeNull()
    expect(fieldKey(press('0'), 'nothing')).toBeNull()
    expect(fieldKey(press('Escape'), 'text')).toBe('leave')
  })

  it('does nothing while it is held down, wherever the focus has gone meanwhile', () => {
    for (const on of ['nothing', 'text', 'control'] as const) {
      expect(fieldKey(held('Enter'), on)).toBe('held')
      expect(fieldKey(held('Escape'), on)).toBe('held')
    }
    for (const key of ['1', ' ']) {
      expect(fieldKey(held(key), 'nothing')).toBe('held')
      expect(fieldKey(held(key), 'control')).toBe('held')
    }
  })

  it('still repeats what is typed or moved', () => {
    for (const key of ['1', ' ', 'a', 'Backspace']) expect(fieldKey(held(key), 'text')).toBeNull()
    expect(fieldKey(held('ArrowDown'), 'control')).toBeNull()
  })

  it('is the browser’s own with a modifier', () => {
    for (const modifier of ['ctrlKey', 'metaKey', 'altKey'] as const) {
      expect(fieldKey(press('Enter', { [modifier]: true }), 'nothing')).toBeNull()
      expect(fieldKey(press('Enter', { [modifier]: true, repeat: true }), 'nothing')).toBeNull()
    }
  })
})
