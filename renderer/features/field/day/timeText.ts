/** Hour and minute by this machine's clock. */
export function timeText(at: string | number): string {
  return new Date(at).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hour12: false })
}
