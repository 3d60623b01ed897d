/**
 * What the journal keeps of a session: enough to say exactly what is known of the device when nothing else is left. Never a
 * password, and of the networks around only how many there were: they are other people's.
 */
import type { SessionState } from '#core/provisioning/session/sessionState'
import { newSessionState, type SessionIdentity, sessionStateSchema } from '#core/provisioning/session/sessionState'

const factsSchema = sessionStateSchema
  .omit({ sessionId: true, path: true, phase: true, step: true, networks: true, reception: true })
  .partial()

/** The facts of a state as they are journalled. */
export function factsOf(state: SessionState): Record<string, unknown> {
  const { sessionId: _id, path: _path, step: _step, networks, reception: _reception, ...facts } = state
  return { ...facts, networksHeard: networks.length }
}

/** Lays journalled facts over what is known already; what cannot be read, as from an older version, changes nothing. */
export function withFacts(state: SessionState, journalled: unknown): SessionState {
  const facts = factsSchema.safeParse(journalled)
  return facts.success ? { ...state, ...facts.data } : state
}

/** A session of which only its opening is known. */
export function lostSession(identity: SessionIdentity): SessionState {
  return { ...newSessionState(identity), phase: 'lost' }
}
