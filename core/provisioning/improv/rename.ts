/**
 * Giving a device another host name or name. Invariants: the new name is written once; when no answer comes, it is asked for
 * instead; the former name is kept for putting it back where it can be written back exactly.
 */
import { Problem } from '../../model/problem'
import { validateHostname } from '../session/hostname'
import type { Step, StepProgress, StepResult } from '../session/ProvisioningDriver'
import type { SessionState } from '../session/sessionState'
import { shownText } from '../session/shownText'
import { askIdentity, shownNameOf } from './identity'
import type { ImprovMessage } from './message'
import { improvCommand, maxPayloadBytes } from './rpc'
import { ask, type OptionalAnswer, tryAsk } from './step'
import { encodeText } from './text'
import type { ImprovTiming } from './timing'

interface Name {
  kind: 'set-hostname' | 'set-device-name'
  command: number
  /** Completes the sentence "while …". */
  doing: string
  wanted: string
}

/** @throws Problem of validateHostname, before anything is written; `improv.bad-hostname`, `improv.cannot-name`. */
export function setHostname(wanted: string, state: SessionState, timing: ImprovTiming): Step<ImprovMessage> {
  validateHostname(wanted)
  return rename({ kind: 'set-hostname', command: improvCommand.hostname, doing: 'setting its host name', wanted }, state, timing)
}

/** @throws Problem `improv.device-name`, before anything is written; `improv.cannot-name`. */
export function setDeviceName(wanted: string, state: SessionState, timing: ImprovTiming): Step<ImprovMessage> {
  const { length } = encodeText(wanted)
  if (length < 1 || length > maxPayloadBytes || shownText(wanted) !== wanted) {
    throw new Problem(
      'improv.device-name',
      `A device name has 1 to ${maxPayloadBytes} bytes and no invisible characters: choose another.`,
      { field: 'name' },
    )
  }
  return rename({ kind: 'set-device-name', command: improvCommand.deviceName, doing: 'setting its name', wanted }, state, timing)
}

function* rename(name: Name, state: SessionState, timing: ImprovTiming): Step<ImprovMessage> {
  const { command, doing, wanted } = name
  const former = yield* tryAsk(command, timing)
  if (former.kind === 'unable') {
    throw new Problem('improv.cannot-name', "This device's firmware cannot be given such a name: go on without it.")
  }
  const said =
    textOf(former) === wanted
      ? wanted
      : (yield* writeOnce(name, formerName(name, state, former), timing)) || textOf(yield* tryAsk(command, timing))
  if (said === null || (said === textOf(former) && said !== wanted)) {
    throw new Problem('improv.not-named', `The device did not take the new name while ${doing}: try again, or choose another.`)
  }
  const { device, hostname } = yield* askIdentity(state, timing, doing)
  const problem = said === wanted ? {} : { problem: namedOtherwise(said).toData() }
  const told =
    name.kind === 'set-hostname'
      ? { device, hostname: shownText(said) }
      : { device: { ...device, name: shownText(said) }, hostname }
  const abilities = [...new Set([...state.abilities, name.kind])]
  return { ...told, abilities, undo: undoAfter(name, state, former, said), ...problem }
}

/** What the device is called now: the session stops here when that is another device than before. */
function formerName({ kind }: Name, { device }: SessionState, former: OptionalAnswer): StepProgress {
  const text = shownNameOf(former)
  if (text === null) return {}
  return kind === 'set-hostname' ? { hostname: text } : { device: device && { ...device, name: text } }
}

/** @returns the name as the device took it; null for silence, after which it can still be asked. */
function* writeOnce(
  { command, doing, wanted }: Name,
  change: StepProgress,
  timing: ImprovTiming,
): Step<ImprovMessage, string | null> {
  try {
    return yield* ask({
      command,
      payload: encodeText(wanted),
      change,
      doing,
      waitMs: timing.answerMs,
      attempts: 1,
      accept: (message) => (message.kind === 'result' && message.command === command ? (message.strings[0] ?? '') : null),
    })
  } catch (fault) {
    if (!(fault instanceof Problem) || fault.code !== 'improv.silent') throw fault
    return null
  }
}

/** The value from before the first change of this kind, as long as it is not in force again. */
function undoAfter({ kind }: Name, state: SessionState, former: OptionalAnswer, said: string): StepResult['undo'] {
  const others = state.undo.filter((entry) => entry.kind !== kind)
  const value = state.undo.find((entry) => entry.kind === kind)?.value ?? textOf(former)
  const canBePutBack = value !== null && value !== said && shownText(value) === value
  return canBePutBack ? [...others, { kind, value }] : others
}

/** Null for none, and for one whose bytes are no text. */
function textOf(answer: OptionalAnswer): string | null {
  return answer.kind === 'answer' && !answer.message.bytes ? answer.message.strings[0] || null : null
}

function namedOtherwise(said: string): Problem {
  return new Problem(
    'improv.named-otherwise',
    `The device took the name as "${shownText(said)}": use that one, or choose another.`,
  )
}
