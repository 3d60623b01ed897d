/** What the beginning and the end of a step change in the state, whatever the step. */
import type { StepResult } from './ProvisioningDriver'
import type { SessionState, StepKind } from './sessionState'
import { withBegun } from './stepRecords'

export function atBegin(state: SessionState, kind: StepKind, startedMs: number): Partial<SessionState> {
  // The old network no longer counts once new credentials are on their way.
  const forgotten = kind === 'connect' ? { connected: false, ssid: null, urls: [], network: null } : {}
  const steps = withBegun(state.steps, kind, startedMs)
  return { urls: state.urls, ...forgotten, phase: 'working', step: kind, problem: null, steps }
}

export function atEnd(state: SessionState, result: StepResult): Partial<SessionState> {
  const noNetwork = result.connected === false ? { ssid: null, urls: [] } : {}
  const simulated = state.simulated || result.simulated === true
  return { ...result, ...noNetwork, simulated, phase: 'idle', step: null }
}
