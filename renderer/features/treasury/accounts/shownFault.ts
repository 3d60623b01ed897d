/** A field's fault once something was typed into it: an empty form is no mistake yet. */
export function shownFault(typed: string, fault: string | undefined): string | undefined {
  return typed.trim() === '' ? undefined : fault
}
