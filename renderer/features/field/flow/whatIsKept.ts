/** What a fault did not take away, in one sentence, so that nobody starts again for nothing. */
import type { SessionState } from '#core/provisioning/session/sessionState'
import type { FieldFlow } from './fieldFlow'

export function whatIsKept(session: SessionState | null, flow: FieldFlow): string {
  if (flow.file) return 'Kept: the signed record.'
  if (flow.asksUnfinished) return 'Kept: what is known of it.'
  const parts = [
    session?.identified ? 'what the device said of itself' : null,
    session && session.networks.length > 0 ? `the ${session.networks.length} networks it hears` : null,
    session?.connected ? `its connection${session.ssid ? ` to ${session.ssid}` : ''}` : null,
    session?.proof ? 'the proof of its key' : null,
    session?.registration ? 'its signed registration' : null,
    flow.position ? 'the position' : null,
    flow.workOrderId ? 'the work order' : null,
  ].filter((part) => part !== null)
  if (parts.length === 0) return 'Nothing was learned of the device yet, and nothing was changed.'
  const last = parts.pop()
  return `Kept: ${parts.length === 0 ? last : `${parts.join(', ')} and ${last}`}.`
}
