/**
 * Questions to a RUI3 module. Only those of the list exist: each reads a value that is public, none changes the module, and
 * the keys of its network (APPKEY, NWKSKEY, APPSKEY …) are not among them.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { Problem } from '../../model/problem'
import { keepWaiting, type Step } from '../session/ProvisioningDriver'
import type { AtMessage, AtStatus } from './AtReader'
import type { RakTiming } from './timing'

/** Eight bytes in hex; some firmware puts signs between them, or 0x in front. */
const EUI = /^(?:0x)?[\dA-F]{2}(?:[:\-. ]?[\dA-F]{2}){7}$/i

/** What may be asked, and how an answer must look to be taken; any other was damaged on its way. */
export const rakQuestions = {
  /** Firmware version. */
  VER: /^[\x20-\x7e]{1,64}$/,
  HWMODEL: /^[\w.+-]{1,32}$/,
  /** The chip's name. */
  HWID: /^[\w.+-]{1,32}$/,
  SN: /^[\w-]{1,32}$/,
  DEVEUI: EUI,
  /** The JoinEUI, by its old name. */
  APPEUI: EUI,
  /** 0 = by session keys, 1 = by joining over the air. */
  NJM: /^[01]$/,
  /** 1 = joined. */
  NJS: /^[01]$/,
  BAND: /^\d{1,2}$/,
} as const
export type RakQuestion = keyof typeof rakQuestions

interface RakAnswer {
  text: string
  /** False for firmware before RUI3, which says only the value. */
  isNamed: boolean
}

type Outcome =
  | { kind: 'answer'; answer: RakAnswer }
  | { kind: 'refused'; status: AtStatus }
  | { kind: 'silent' }
  | { kind: 'damaged' }

/** Wakes a module that sleeps: what wakes it is lost, and an empty line orders nothing. */
const WAKING_LINE = utf8ToBytes('\r\n')

/**
 * Asks one question, again after silence, damage or while the module is busy, and once more after any refusal: a question that
 * lost a letter on its way is refused like one that the module does not know. Before it asks again it wakes the module.
 * @returns null when the module does not know it.
 * @throws Problem `rak.silent`, `rak.restarted`, `rak.busy`
 */
export function* ask(question: RakQuestion, timing: RakTiming): Step<AtMessage, RakAnswer | null> {
  const heard = { isBusy: false, hasRestarted: false, anything: false }
  let hasErred = false
  for (let attempt = 0; attempt < timing.attempts; attempt++) {
    if (attempt > 0) yield* pause(timing.wakeMs, WAKING_LINE)
    const outcome = yield* askOnce(question, timing, heard)
    if (outcome.kind === 'answer') return outcome.answer
    if (outcome.kind === 'silent') continue
    heard.anything = true
    if (outcome.kind === 'damaged') continue
    if (outcome.status !== 'AT_BUSY_ERROR') {
      if (hasErred) return null
      hasErred = true
      continue
    }
    heard.isBusy = true
    yield* pause(timing.busyMs)
  }
  if (heard.isBusy) throw busyProblem()
  if (heard.hasRestarted) throw restartedProblem()
  if (heard.anything) return null
  throw silentProblem()
}

/** Like `ask`, until two answers are alike, because the protocol has no checksum: for what is recorded for ever. */
export function* askTwice(question: RakQuestion, timing: RakTiming): Step<AtMessage, string | null> {
  let before: string | null = null
  for (let attempt = 0; attempt < timing.attempts; attempt++) {
    const answer = yield* ask(question, timing)
    if (answer === null || answer.text === before) return answer?.text ?? null
    before = answer.text
  }
  throw new Problem(
    'rak.damaged',
    'The module says something else each time that it is asked: check the cable, and that the port runs at 115200 baud.',
  )
}

function* askOnce(question: RakQuestion, timing: RakTiming, heard: { hasRestarted: boolean }): Step<AtMessage, Outcome> {
  let named: string | null = null
  let bare: string | null = null
  let event = yield { write: utf8ToBytes(`AT+${question}=?\r\n`), waitMs: timing.answerMs }
  while (event.kind !== 'timeout') {
    if (event.kind === 'value' && event.name === question) named = event.text
    if (event.kind === 'line') {
      if (isBootLine(event.text)) heard.hasRestarted = true
      else bare = event.text
    }
    if (event.kind === 'status') {
      if (event.status !== 'OK') return { kind: 'refused', status: event.status }
      const text = named ?? bare
      // An OK without a value ends an older question, whose answer came late.
      if (text !== null) {
        const answer = { text, isNamed: named !== null }
        return rakQuestions[question].test(text) ? { kind: 'answer', answer } : { kind: 'damaged' }
      }
    }
    event = yield keepWaiting
  }
  return named === null ? { kind: 'silent' } : { kind: 'damaged' }
}

/** What is said meanwhile answers nothing that was asked. */
function* pause(waitMs: number, write: Uint8Array | null = null): Step<AtMessage, void> {
  let event = yield { write, waitMs }
  while (event.kind !== 'timeout') event = yield keepWaiting
}

/** Said when the module starts: after power, its button, or the order ATZ, which is never sent from here. */
function isBootLine(text: string): boolean {
  return text.startsWith('RAKwireless') || text.startsWith('Current Work Mode')
}

function silentProblem(): Problem {
  return new Problem(
    'rak.silent',
    'The module did not answer: check that it is the right port at 115200 baud (old firmware: 9600), unplug it, plug it in and try again.',
  )
}

function restartedProblem(): Problem {
  return new Problem(
    'rak.restarted',
    'The module restarted, which drops its port for a moment: wait until it is listed again, then identify it anew.',
  )
}

function busyProblem(): Problem {
  return new Problem('rak.busy', 'The module is busy with its radio: wait until it has joined or sent, then try again.')
}
