/** Whether keys belong to something else: someone types, or a layer lies over the screen. */
export function isBusy(target: EventTarget | null): boolean {
  const types = target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
  // A checkbox takes no letters, so it does not count as typing.
  const isTyping = types && !(target instanceof HTMLInputElement && ['checkbox', 'radio', 'button'].includes(target.type))
  return isTyping || document.querySelector('[role="dialog"]') !== null
}
