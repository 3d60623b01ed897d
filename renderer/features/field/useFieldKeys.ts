import { useEffect, useRef } from 'react'
import { goTo } from '../../platform/hashRoute'
import { cancelTask, useDevice } from './deviceSession'
import { fieldKey } from './fieldKey'
import { openForm } from './openForm'

/**
 * The keys of the field: Enter does the step's large action wherever the focus is not on another control, a digit chooses the
 * target that shows it, Esc goes back one layer: what is open, then what runs, then the field itself. Nothing is lost by it,
 * and a key that is held down counts once.
 *
 * @param closeLayer closes what lies over the step; false when nothing does.
 */
export function useFieldKeys(closeLayer: () => boolean): void {
  const close = useRef(closeLayer)
  close.current = closeLayer
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const on = event.target === document.body ? 'nothing' : isTyping(event.target) ? 'text' : 'control'
      const key = fieldKey(event, on)
      // Also where a button or a field would take it: the browser presses those again and again while Enter is down.
      if (key === 'held') event.preventDefault()
      if (event.defaultPrevented || document.querySelector('[role="dialog"]')) return
      if (key === 'leave') leaveOneLayer()
      else if (key === 'submit') openForm()?.requestSubmit()
      else if (key === 'choose' && choose(event.key)) event.preventDefault()
    }
    function leaveOneLayer(): void {
      if (close.current()) return
      if (useDevice.getState().task !== null) cancelTask()
      else goTo('/')
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

/** What is typed after a choice, such as its password, takes the focus. */
function choose(digit: string): boolean {
  const target = openForm()?.querySelector<HTMLElement>(`[data-digit="${digit}"]`)
  if (!target) return false
  target.click()
  target.querySelector('input')?.focus()
  requestAnimationFrame(() => openForm()?.querySelector<HTMLElement>('[data-after-choice]')?.focus())
  return true
}

/** Radios and checkboxes take no digits, so they do not count as typing. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox', 'button'].includes(target.type)
  return target.isContentEditable || target.matches('textarea, select')
}
