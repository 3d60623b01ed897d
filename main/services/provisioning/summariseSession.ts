/** What is known of a device whose session was broken off, and what is not, in words for a person. */
import type { SessionState } from '#core/provisioning/session/sessionState'
import { timeText } from '#core/words/dateText'
import type { BegunStep, JournalledSession } from './unfinishedSessions'

/** @param timeOf writes an ISO 8601 time as a person reads it. */
export function summariseSession(session: JournalledSession, timeOf: (iso: string) => string = timeOfDay): string {
  const { state, begun, unanswered, opened, lostAt, signedAt, record } = session
  const open = begun ?? unanswered
  if (!begun && state.steps.length === 0) {
    return opened
      ? 'The port was opened; nothing was sent to the device.'
      : 'The port was being opened; nothing was sent to the device.'
  }
  return [
    knownOf(state),
    lostAt === null ? null : `The cable was pulled at ${timeOf(lostAt)}.`,
    open ? inDoubt(open, state, timeOf(open.at)) : signedAt === null ? NOTHING_UNDER_WAY : null,
    signedAt === null ? null : signedText(timeOf(signedAt), record !== null),
    undoable(state),
  ]
    .filter((sentence) => sentence !== null)
    .join(' ')
}

const NOTHING_UNDER_WAY = 'No step was under way: sign what is known, or open it again and go on.'

function signedText(at: string, isHere: boolean): string {
  const how = isHere ? 'save it as it was signed' : 'sign again if it is not in the list'
  return `A record was signed at ${at}, and that it was saved is not known: ${how}.`
}

function knownOf(state: SessionState): string {
  if (!state.identified || !state.device) return 'The device has not said what it is.'
  const facts = [
    `${state.device.name || 'The device'} (${state.device.chip || state.device.firmware}) was identified`,
    state.connected ? `connected by its own word${state.ssid === null ? '' : ` to ${state.ssid}`}` : null,
    state.proof ? 'proved to hold its key' : null,
    state.registration ? 'its registration signed' : null,
    state.position ? 'the position measured' : null,
  ].filter((fact) => fact !== null)
  const last = facts.pop()
  return `${facts.length > 0 ? `${facts.join(', ')} and ${last}` : last}.`
}

function inDoubt({ kind, about }: BegunStep, { undo }: SessionState, at: string): string {
  const told = (name: string) => (typeof about[name] === 'string' ? about[name] : '')
  const before = undo.find((value) => value.kind === kind)
  switch (kind) {
    case 'identify':
      return `It was being asked what it is at ${at}; that changes nothing on it: open it again and identify it.`
    case 'scan':
      return `It was looking for networks at ${at}; that changes nothing on it: open it again and go on.`
    case 'log-in':
      return `A login was being sent at ${at}; whether the console took it is not known: open it again and log in.`
    case 'connect':
      return `Wi-Fi credentials for ${told('ssid')} were being sent at ${at}; whether the device joined is not known: open it again and verify.`
    case 'set-hostname':
      return `The host name ${told('hostname')} was being set at ${at}${before ? ` (before it was ${before.value})` : ''}; whether the device took it is not known: open it again and identify it.`
    case 'set-device-name':
      return `The name ${told('name')} was being set at ${at}${before ? ` (before it was ${before.value})` : ''}; whether the device took it is not known: open it again and identify it.`
    case 'prove':
      return `A proof of its key was asked for at ${at} and no answer was kept; that changes nothing on it: open it again and prove it.`
    case 'register':
      return `A signed registration was asked for at ${at} and none was kept; nothing was submitted: open it again and register it.`
    case 'receive-position':
      return `The position was being measured at ${at} and no result was kept: open it again and measure.`
    case 'verify':
      return `It was being asked whether it is connected at ${at}; the answer is not known: open it again and verify.`
  }
}

function undoable({ undo }: SessionState): string | null {
  if (undo.length === 0) return null
  const values = undo.map(
    ({ kind, value }) => `${kind === 'set-hostname' ? 'host name' : kind === 'set-device-name' ? 'name' : kind} "${value}"`,
  )
  return `Can be put back: ${values.join(', ')}.`
}

function timeOfDay(iso: string): string {
  return Number.isNaN(Date.parse(iso)) ? iso : timeText(iso)
}
