/**
 * The chip's loader: into it and out of it by the control lines, and questions that are repeated until they are answered. The
 * protocol numbers nothing and has no checksum, so a SYNC stands between two questions: what is late of the one before
 * arrives before the answer to SYNC, and cannot be taken for the next.
 */
import { Problem } from '../../model/problem'
import { keepWaiting, type LineOrder, type Step } from '../session/ProvisioningDriver'
import { encodeReadRegister, encodeSecurityInfo, encodeSync, type RomAnswer, romCommand } from './romPacket'
import type { Esp32Timing } from './timing'

interface Lines {
  dtr: boolean
  rts: boolean
  /** In units of the timing. */
  wait: 'resetMs' | 'bootMs'
}

/** RTS pulls reset and DTR the boot pin, on boards with a bridge and its two transistors. */
const CLASSIC: readonly Lines[] = [
  { dtr: false, rts: true, wait: 'resetMs' },
  { dtr: true, rts: false, wait: 'bootMs' },
  { dtr: false, rts: false, wait: 'bootMs' },
]
/** Chips with USB of their own wait for this order of changes. */
const NATIVE_USB: readonly Lines[] = [
  { dtr: false, rts: false, wait: 'resetMs' },
  { dtr: true, rts: false, wait: 'resetMs' },
  { dtr: true, rts: true, wait: 'bootMs' },
  { dtr: false, rts: true, wait: 'resetMs' },
  { dtr: false, rts: false, wait: 'bootMs' },
]
const RUN: readonly Lines[] = [
  { dtr: false, rts: true, wait: 'resetMs' },
  { dtr: false, rts: false, wait: 'bootMs' },
]

/**
 * Talks to the loader, which may run already because somebody held the boot button; else resets the chip into it.
 * @throws Problem `esp32.silent`
 */
export function* enterLoader(timing: Esp32Timing): Step<RomAnswer, void> {
  if (yield* sync(timing, 2)) return
  for (const sequence of [CLASSIC, NATIVE_USB, CLASSIC]) {
    yield* setLines(sequence, timing)
    if (yield* sync(timing, timing.attempts)) return
  }
  throw silentProblem()
}

/** Resets the chip so that it runs its own program again. */
export function leaveLoader(timing: Esp32Timing): Step<RomAnswer, void> {
  return setLines(RUN, timing)
}

/** The same for a step that cannot go on: to be done by whoever ended it. */
export function leaveLoaderOrders(timing: Esp32Timing): LineOrder[] {
  return RUN.map(({ dtr, rts, wait }) => ({ kind: 'lines', dtr, rts, holdMs: timing[wait] }))
}

/** What the register holds: read until two readings are alike. @throws Problem `esp32.silent`, `esp32.damaged` */
export function* readRegister(address: number, timing: Esp32Timing): Step<RomAnswer, number> {
  let before: number | null = null
  yield* separate(timing)
  for (let attempt = 0; attempt < timing.attempts; attempt++) {
    const answer = yield* ask(encodeReadRegister(address), romCommand.readRegister, timing)
    if (answer?.isOk && answer.value === before) return answer.value
    if (answer?.isOk) before = answer.value
    else yield* separate(timing)
  }
  throw before === null ? silentProblem() : damagedProblem()
}

/** Null for a loader that does not know the question. @throws Problem `esp32.silent` when it answers nothing more at all */
export function* readSecurityInfo(timing: Esp32Timing): Step<RomAnswer, { flags: number; chipId: number | null } | null> {
  for (let attempt = 0; attempt < 2; attempt++) {
    yield* separate(timing)
    const answer = yield* ask(encodeSecurityInfo(), romCommand.securityInfo, timing)
    if (!answer) continue
    const { isOk, data } = answer
    if (!isOk || data.length < 12) return null
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
    return { flags: view.getUint32(0, true), chipId: data.length >= 16 ? view.getUint32(12, true) : null }
  }
  return null
}

/** What comes after this belongs to what is asked after it. */
function* separate(timing: Esp32Timing): Step<RomAnswer, void> {
  if (!(yield* sync(timing, timing.attempts))) throw silentProblem()
}

function* ask(question: Uint8Array, command: number, timing: Esp32Timing): Step<RomAnswer, RomAnswer | null> {
  let event = yield { write: question, waitMs: timing.answerMs }
  while (event.kind !== 'timeout') {
    if (event.command === command) return event
    event = yield keepWaiting
  }
  return null
}

function* sync(timing: Esp32Timing, attempts: number): Step<RomAnswer, boolean> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    let event = yield { write: encodeSync(), waitMs: timing.syncMs }
    while (event.kind !== 'timeout') {
      if (event.command === romCommand.sync && event.isOk) return true
      event = yield keepWaiting
    }
  }
  return false
}

function* setLines(sequence: readonly Lines[], timing: Esp32Timing): Step<RomAnswer, void> {
  for (const { dtr, rts, wait } of sequence) {
    let event = yield { write: null, waitMs: timing[wait], lines: { dtr, rts } }
    while (event.kind !== 'timeout') event = yield keepWaiting
  }
}

function silentProblem(): Problem {
  return new Problem(
    'esp32.silent',
    "The chip's loader does not answer: hold the BOOT button while you press RESET or plug the device in, then identify it again.",
  )
}

function damagedProblem(): Problem {
  return new Problem(
    'esp32.damaged',
    'The chip says something else each time that it is asked: use another cable or port, then identify it again.',
  )
}
