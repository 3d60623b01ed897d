/** What is learned of a RUI3 module: by questions only. */

import { utf8ToBytes } from '@noble/hashes/utils.js'
import { Problem } from '../../model/problem'
import { simulatedMark } from '../nmea/Reception'
import { keepWaiting, type Step } from '../session/ProvisioningDriver'
import type { DeviceIdentifier, SessionState } from '../session/sessionState'
import type { AtMessage } from './AtReader'
import { ask, askTwice, rakQuestions } from './ask'
import type { RakTiming } from './timing'

/** The numbers of AT+BAND, from the manual. */
const BANDS = [
  'EU433',
  'CN470',
  'RU864',
  'IN865',
  'EU868',
  'US915',
  'AU915',
  'KR920',
  'AS923-1',
  'AS923-2',
  'AS923-3',
  'AS923-4',
  'LA915',
] as const

/** True when the question for the version is answered in this protocol's words, also when it is refused. */
export function* probe(timing: RakTiming): Step<AtMessage, boolean> {
  let value: string | null = null
  let isRefused = false
  let event = yield { write: utf8ToBytes('AT+VER=?\r\n'), waitMs: timing.answerMs }
  while (event.kind !== 'timeout') {
    if (event.kind === 'value' && event.name === 'VER') value = event.text
    // Firmware before RUI3 says only the version.
    if (event.kind === 'line' && /^V?\d+\.\d+\.\d+/.test(event.text)) value = event.text
    if (event.kind === 'status') {
      if (event.status === 'OK' && value !== null && rakQuestions.VER.test(value)) return true
      // Other modems refuse with words of their own; a late refusal of something else may stand before our answer.
      if (event.status !== 'OK') isRefused = true
    }
    event = yield keepWaiting
  }
  return isRefused
}

/** @throws Problem `rak.silent`, `rak.busy`, `rak.restarted`, `rak.damaged`, `rak.strange` */
export function* identify(timing: RakTiming): Step<AtMessage> {
  const version = yield* ask('VER', timing)
  const model = (yield* ask('HWMODEL', timing))?.text ?? ''
  const chip = (yield* ask('HWID', timing))?.text ?? ''
  const serial = yield* askTwice('SN', timing)
  const devEui = yield* askTwice('DEVEUI', timing)
  const joinEui = yield* askTwice('APPEUI', timing)
  const band = BANDS[Number((yield* ask('BAND', timing))?.text ?? Number.NaN)]
  const joinMode = (yield* ask('NJM', timing))?.text ?? ''
  const connected = (yield* ask('NJS', timing))?.text === '1'

  const identifiers: DeviceIdentifier[] = []
  // A module that was never given one says zeros.
  if (devEui !== null && !/^0+$/.test(euiText(devEui))) identifiers.push({ kind: 'dev-eui', value: euiText(devEui) })
  if (joinEui !== null) identifiers.push({ kind: 'join-eui', value: euiText(joinEui) })
  if (serial !== null) identifiers.push({ kind: 'serial-number', value: serial })
  if (version === null && identifiers.length === 0) throw strangeProblem()

  const name = model === '' ? 'RAK module' : model.toUpperCase()
  const firmware = version?.isNamed === false ? 'RAK AT' : 'RUI3'
  const radio = band ? { radio: `LoRaWAN ${band}${joinMode === '' ? '' : joinMode === '1' ? ', OTAA' : ', ABP'}` } : {}
  const problem = missingProblem(identifiers, firmware, devEui)
  const training = version?.text.toLowerCase().includes(simulatedMark) ? { simulated: true } : {}
  return {
    ...training,
    abilities: ['verify'],
    device: { name, firmware, version: version?.text ?? '', chip, ...radio },
    identifiers,
    identified: true,
    connected,
    ...(problem ? { problem: problem.toData() } : {}),
  }
}

/** Sixteen upper-case digits, however it was written. */
function euiText(told: string): string {
  return told
    .replace(/^0x/i, '')
    .replace(/[:\-. ]/g, '')
    .toUpperCase()
}

/** What the module is known by and did not tell; old firmware knows no serial number. */
function missingProblem(identifiers: readonly DeviceIdentifier[], firmware: string, devEui: string | null): Problem | null {
  const isMissing = (kind: DeviceIdentifier['kind']) => !identifiers.some((each) => each.kind === kind)
  if (isMissing('dev-eui') && devEui !== null) {
    return new Problem(
      'rak.no-dev-eui',
      'The module was never given a DevEUI (it says zeros): write the one on its label to it with AT+DEVEUI, then identify it again.',
    )
  }
  const missing = [
    ...(isMissing('dev-eui') ? ['DevEUI'] : []),
    ...(isMissing('join-eui') ? ['JoinEUI'] : []),
    ...(isMissing('serial-number') && firmware === 'RUI3' ? ['serial number'] : []),
  ]
  if (missing.length === 0) return null
  const advice = 'identify it again, or read what is missing from its label'
  const code = isMissing('dev-eui') ? 'rak.no-dev-eui' : 'rak.identifier-missing'
  return new Problem(code, `The module did not tell its ${missing.join(' and ')}, so the record lacks it: ${advice}.`)
}

/**
 * Whether it is still the same module, and whether it has joined its network now.
 * @throws Problem as `identify` does
 */
export function* verify(known: SessionState, timing: RakTiming): Step<AtMessage> {
  const now: DeviceIdentifier[] = []
  const devEui = yield* askTwice('DEVEUI', timing)
  if (devEui !== null && !/^0+$/.test(euiText(devEui))) now.push({ kind: 'dev-eui', value: euiText(devEui) })
  // An EUI can be written to any module; its serial number cannot.
  const serial = yield* askTwice('SN', timing)
  if (serial !== null) now.push({ kind: 'serial-number', value: serial })
  const isOther = ({ kind, value }: DeviceIdentifier) =>
    known.identifiers.some((before) => before.kind === kind && before.value !== value)
  // Told as what was learned, another module's identity ends the session's trust in this one.
  if (now.some(isOther)) return { identifiers: now.filter(isOther) }
  // What it tells only now is learned; what it told before and does not tell now is still known.
  const learned = now.filter(({ kind }) => !known.identifiers.some((before) => before.kind === kind))
  const identifiers = [...known.identifiers, ...learned]
  const joined = (yield* ask('NJS', timing))?.text === '1'
  const problem =
    missingProblem(identifiers, known.device?.firmware ?? '', devEui) ??
    (devEui === null ? notConfirmedProblem() : null) ??
    (joined ? null : notJoinedProblem())
  return { connected: joined, identifiers, ...(problem ? { problem: problem.toData() } : {}) }
}

function notConfirmedProblem(): Problem {
  return new Problem(
    'rak.no-dev-eui',
    'The module told its DevEUI before and does not tell it now: check the cable, then verify again.',
  )
}

function notJoinedProblem(): Problem {
  return new Problem(
    'rak.not-joined',
    'The module says that it has not joined its network: check that it is registered there and that a gateway is within reach, then verify again.',
  )
}

function strangeProblem(): Problem {
  return new Problem(
    'rak.strange',
    'The module speaks AT commands, but not those of RUI3: update its firmware, or go on without identifying it.',
  )
}
