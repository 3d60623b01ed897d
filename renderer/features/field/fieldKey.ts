/** What a key means in the field. Pure, so that the meaning can be told without a screen. */

export type FieldKey = 'leave' | 'submit' | 'choose' | 'held'

type KeyPress = Pick<KeyboardEvent, 'key' | 'repeat' | 'ctrlKey' | 'metaKey' | 'altKey'>

/**
 * `held` is to be swallowed: a key that stays down must not walk through steps that were never looked at, and sign them.
 *
 * @param on what has the focus: nothing, something that is typed into, or another control.
 * @returns null when the key is the control's own.
 */
export function fieldKey(press: KeyPress, on: 'nothing' | 'text' | 'control'): FieldKey | null {
  if (press.ctrlKey || press.metaKey || press.altKey) return null
  const isDigit = /^[1-9]$/.test(press.key)
  const types = on === 'text' && (isDigit || press.key === ' ')
  if (press.repeat) return !types && (isDigit || HELD.has(press.key)) ? 'held' : null
  if (press.key === 'Escape') return 'leave'
  if (press.key === 'Enter') return on === 'nothing' ? 'submit' : null
  return isDigit && !types ? 'choose' : null
}

/** Buttons take the space bar, too. */
const HELD: ReadonlySet<string> = new Set(['Enter', ' ', 'Escape'])
