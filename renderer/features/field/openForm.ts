/** The form that keys and the focus go to: the step, or what lies over it. */

/** What is covered is inert: it keeps what was typed and what runs, and hears no key. */
export function openForm(): HTMLFormElement | null {
  return document.querySelector<HTMLFormElement>('[data-field] form:not([inert] *)')
}

/** Whether something lies over the step, such as the question who is at work. */
export function isStepCovered(): boolean {
  return document.querySelector('[data-field] [inert] form') !== null
}

/** On its first field, or else on its large action. */
export function focusForm(form: HTMLFormElement | null): void {
  const field = form?.querySelector<HTMLElement>('[data-autofocus]')
  const button = form?.querySelector<HTMLElement>('button[type="submit"]')
  ;(field ?? button)?.focus()
}
