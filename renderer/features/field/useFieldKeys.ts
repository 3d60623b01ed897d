import { useEffect, useRef } from 'react'
import { goTo } from '../../platform/hashRoute'
import { cancelTask, useDevice } from './deviceSession'

/**
 * The keys of the field: Enter does the step's large action wherever the focus is not on another control, a digit chooses the
 * target that shows it, Esc goes back one layer: what is open, then what runs, then the field itself. Nothing is lost by it.
 *
 * @param closeLayer closes what lies over the step; false when nothing does.
 */
export function useFieldKeys(closeLayer: () => boolean): void {
  const close = useRef(closeLayer)
  close.current = closeLayer
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (document.querySelector('[role="dialog"]')) return
      if (event.key === 'Escape') leaveOneLayer()
      else if (event.key === 'Enter' && event.target === document.body) submitStep()
      else if (/^[1-9]$/.test(event.key) && !isTyping(event.target) && choose(event.key)) event.preventDefault()
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

function submitStep(): void {
  document.querySelector<HTMLFormElement>('[data-field] form')?.requestSubmit()
}

/** What is typed after a choice, such as its password, takes the focus. */
function choose(digit: string): boolean {
  const target = document.querySelector<HTMLElement>(`[data-field] [data-digit="${digit}"]`)
  if (!target) return false
  target.click()
  target.querySelector('input')?.focus()
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-field] [data-after-choice]')?.focus())
  return true
}

/** Radios and checkboxes take no digits, so they do not count as typing. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !['radio', 'checkbox', 'button'].includes(target.type)
  return target.isContentEditable || target.matches('textarea, select')
}
