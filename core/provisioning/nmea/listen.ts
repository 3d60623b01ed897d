/** Whether a receiver is on the line, what it is, and whether it still speaks: by listening only. */
import { keepWaiting, type Step } from '../session/ProvisioningDriver'
import type { SessionState } from '../session/sessionState'
import { readFixDate } from './fixDate'
import type { NmeaMessage } from './NmeaReader'
import { dateProblem, impossibleDateProblem, unheardProblem } from './problems'
import { Reception } from './Reception'
import { ReceiverName } from './receiverName'
import type { NmeaTiming } from './timing'

/** By then every sentence that is sent each second was heard once. */
const EPOCHS_HEARD = 2

/** As many lines without a checksum are a receiver that sends none. */
const ENOUGH_UNCHECKED = 3

/**
 * True when one sentence came whole: noise does not carry a right checksum. Also when several came without one, because the
 * identification says then what is wrong.
 */
export function* probe(timing: NmeaTiming): Step<NmeaMessage, boolean> {
  let unchecked = 0
  let event = yield { write: null, waitMs: timing.probeMs }
  while (event.kind !== 'timeout') {
    if (event.kind === 'unchecked') unchecked += 1
    if (event.kind === 'sentence' || unchecked >= ENOUGH_UNCHECKED) return true
    event = yield keepWaiting
  }
  return false
}

/**
 * Listens for a moment and names the receiver as well as it says.
 * @param known what was identified on this port before: a maker that was named once stays named
 * @throws Problem `gnss.silent`, `gnss.damaged`, `gnss.no-checksum`
 */
export function* identify(known: SessionState, timing: NmeaTiming): Step<NmeaMessage> {
  const reception = new Reception()
  const name = new ReceiverName()
  yield* listen(timing, reception, name)
  const training = reception.isSimulated ? { simulated: true } : {}
  return { ...training, abilities: ['receive-position', 'verify'], device: name.toIdentity(known.device), identified: true }
}

/**
 * Whether the receiver still speaks, how well it sees the sky now, and whether its date can be. Counts no fixes and changes no
 * position.
 * @throws Problem `gnss.silent`, `gnss.damaged`, `gnss.no-checksum`
 */
export function* verify(timing: NmeaTiming, now: () => number): Step<NmeaMessage> {
  const reception = new Reception()
  yield* listen(timing, reception, new ReceiverName())
  const told = { reception: reception.toState({ fixesWanted: 0 }) }
  if (reception.rmcDate === null) return told
  const { date, time } = reception.rmcDate
  const read = readFixDate(date, time, now(), reception.isSimulated)
  const problem = read ? dateProblem(read) : impossibleDateProblem(date)
  return problem ? { ...told, problem: problem.toData() } : told
}

function* listen(timing: NmeaTiming, reception: Reception, name: ReceiverName): Step<NmeaMessage, void> {
  let epochs = 0
  let event = yield { write: null, waitMs: timing.listenMs }
  while (event.kind !== 'timeout' && epochs < EPOCHS_HEARD) {
    const isRmc = event.kind === 'sentence' && event.sentence.type === 'RMC'
    // What is left of the second before depends on when the listening began: it is heard, but not counted.
    if (isRmc && epochs === 0) reception.countAnew()
    reception.hear(event)
    if (event.kind === 'sentence') name.hear(event.sentence)
    if (isRmc) epochs += 1
    if (epochs < EPOCHS_HEARD) event = yield keepWaiting
  }
  if (reception.sentences === 0) throw unheardProblem(reception)
}
