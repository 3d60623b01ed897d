/**
 * Collects fixes until enough agree, and averages those. The state shows the reception as it goes. From the third fix on it
 * also holds the position so far, with its own count of fixes: whoever cancels, or pulls the cable, keeps that one, and one or
 * two fixes are never kept.
 */
import { Problem, validateArgument } from '../../model/problem'
import { keepWaiting, type Step } from '../session/ProvisioningDriver'
import type { GnssReception } from './averagedPosition'
import { FixCollector, type PositionFix, type WhyNoFix } from './FixCollector'
import { MOVING_MPS, speedOf } from './motion'
import type { NmeaMessage } from './NmeaReader'
import {
  apartProblem,
  clockStandsProblem,
  damagedProblem,
  dateProblem,
  impossibleDateProblem,
  missingSentencesProblem,
  movingProblem,
  noFixProblem,
  notUnderstoodProblem,
  poorGeometryProblem,
  tooFewProblem,
  unheardProblem,
  unmeasuredProblem,
  weakProblem,
} from './problems'
import { Reception } from './Reception'
import { StandingFixes } from './StandingFixes'
import type { NmeaTiming } from './timing'

/** An hour of a usual receiver. */
const MOST_FIXES = 3_600
const FEWEST_KEPT_FIXES = 3
/** Usual receivers in the open say 0.7 to 1.5; beyond 5 the error is several times the usual. */
const POOR_HDOP = 5
/** Deadlines are counted in waits of this part of `quietMs`, since a receiver never stops speaking. */
const SLICES = 2

/** Of `noFixMs` for each fix that is wanted: six seconds usually. Slower receivers are told so. */
const FIX_SHARE = 1 / 30

/** What came since there were last more fixes that agree than ever before at this place. */
interface Drought {
  slices: number
  quietSlices: number
  fastestMps: number
  worstHdop: number
}

const noDrought = (): Drought => ({ slices: 0, quietSlices: 0, fastestMps: 0, worstHdop: 0 })

/**
 * @param fixesWanted how many fixes that agree, 1 to 3,600
 * @throws Problem `gnss.bad-count` at once; `gnss.silent`, `gnss.damaged`, `gnss.sentences-missing`, `gnss.no-fix`, `gnss.weak`,
 * `gnss.moving`, `gnss.too-few` when fixes that agree come too seldom. A poor geometry is no failure: the position is given with the problem `gnss.poor-geometry`.
 */
export function receivePosition(fixesWanted: number, timing: NmeaTiming, now: () => number): Step<NmeaMessage> {
  const isCount = Number.isInteger(fixesWanted) && fixesWanted >= 1 && fixesWanted <= MOST_FIXES
  validateArgument(isCount, 'gnss.bad-count', `Choose how many fixes to average, from 1 to 3,600.`)
  return collect(fixesWanted, timing, now)
}

function* collect(fixesWanted: number, timing: NmeaTiming, now: () => number): Step<NmeaMessage> {
  const reception = new Reception()
  const collector = new FixCollector(now)
  const standing = new StandingFixes()
  const sliceMs = timing.quietMs / SLICES
  let status: GnssReception['status'] = 'searching'
  let speedMps: number | null = null
  let heardBefore = 0
  let damagedBefore = 0
  let drought = noDrought()
  let best = 0
  let slices = 0
  let fixlessSlices = 0
  let lastFix: PositionFix | null = null

  const shown = () => ({
    reception: reception.toState({ fixes: standing.count, fixesWanted, scatter: standing.scatter(), status }),
    position: standing.count >= Math.min(FEWEST_KEPT_FIXES, fixesWanted) && standing.driftM === 0 ? standing.position : null,
    ...(reception.isSimulated ? { simulated: true } : {}),
  })

  let event = yield { write: null, waitMs: sliceMs, change: shown() }
  while (standing.count < fixesWanted) {
    if (event.kind === 'timeout') {
      const isQuiet = reception.sentences === heardBefore
      heardBefore = reception.sentences
      if (!isQuiet) damagedBefore = reception.damaged
      drought = { ...drought, slices: drought.slices + 1, quietSlices: isQuiet ? drought.quietSlices + 1 : 0 }
      if (drought.quietSlices >= SLICES) {
        throw reception.damaged > damagedBefore && !reception.isUnchecked ? damagedProblem() : unheardProblem(reception)
      }
      checkDrought(drought, reception, collector.whyNoFix, drought.slices * sliceMs, timing)
      slices += 1
      if (slices * sliceMs >= timing.noFixMs * (1 + fixesWanted * FIX_SHARE)) throw tooFewProblem(standing.count, fixesWanted)
      fixlessSlices += 1
      if (status === 'collecting' && fixlessSlices >= SLICES) status = 'searching'
      event = yield { write: null, waitMs: sliceMs, change: shown() }
      continue
    }
    reception.hear(event)
    if (event.kind !== 'sentence') {
      event = yield keepWaiting
      continue
    }
    const { sentence } = event
    speedMps = speedOf(sentence) ?? (sentence.type === 'RMC' ? null : speedMps)
    collector.isTraining = reception.isSimulated
    const fix = collector.push(sentence)
    if (fix) {
      lastFix = fix
      const verdict = standing.add(fix, speedMps)
      status = verdict === 'kept' ? 'collecting' : verdict
      if (verdict === 'kept') fixlessSlices = 0
      // Fixes that only push others out are no progress; once it was carried elsewhere, all begins anew.
      if (standing.count > best) drought = noDrought()
      best = standing.count === 0 ? 0 : Math.max(best, standing.count)
      if (verdict === 'moving') drought.fastestMps = Math.max(drought.fastestMps, speedMps ?? 0)
      if (verdict === 'weak') drought.worstHdop = Math.max(drought.worstHdop, fix.hdop ?? 0)
    }
    if (standing.count >= fixesWanted) break
    event = yield fix || sentence.type === 'GGA' ? { ...keepWaiting, change: shown() } : keepWaiting
  }

  const drift = standing.driftM
  if (drift > 0) {
    // What was shown so far must not stay.
    yield { write: null, waitMs: 0, change: shown() }
    throw movingProblem(`its fixes wander ${Math.round(drift)} m in one direction`)
  }
  const result = shown()
  const problem = oddity(result.position?.hdop ?? 0, lastFix)
  return problem ? { ...result, problem: problem.toData() } : result
}

/** What is to be known of a position that holds all the same. */
function oddity(hdop: number, lastFix: PositionFix | null): Problem | null {
  const geometry = hdop > POOR_HDOP ? poorGeometryProblem(hdop) : null
  const date = lastFix && dateProblem({ note: lastFix.dateNote ?? null, time: lastFix.time, toldDate: lastFix.toldDate ?? null })
  if (!geometry || !date) return date ?? geometry
  return new Problem(date.code, `${date.message} ${geometry.message}`)
}

/** Ends the wait when nothing that counts came for too long, with what was heard instead. */
function checkDrought(drought: Drought, reception: Reception, why: WhyNoFix, waitedMs: number, timing: NmeaTiming): void {
  if (waitedMs >= timing.quietMs && !(reception.types.has('GGA') && reception.types.has('RMC'))) {
    throw missingSentencesProblem()
  }
  // Time does not help against a form that is not understood; a receiver that says itself that it has no fix is given more.
  if (waitedMs >= timing.quietMs && why.noFix === 0 && why.notUnderstood >= FEWEST_KEPT_FIXES) {
    throw notUnderstoodProblem(why.example)
  }
  if (waitedMs < timing.noFixMs) return
  if (drought.fastestMps > MOVING_MPS) throw movingProblem(`it says ${drought.fastestMps.toFixed(1)} m/s`)
  if (drought.worstHdop > 0) throw weakProblem(drought.worstHdop)
  throw reasonFor(why, waitedMs)
}

/** Each needs something else to be done; only where the receiver itself says that it has no fix is it to be taken outside. */
function reasonFor(why: WhyNoFix, waitedMs: number): Problem {
  if (why.unmeasured) return unmeasuredProblem(why.unmeasured)
  if (why.notUnderstood > why.noFix) return notUnderstoodProblem(why.example)
  if (why.impossibleDate !== null) return impossibleDateProblem(why.impossibleDate)
  if (why.standing > why.noFix) return clockStandsProblem()
  if (why.apart > why.noFix) return apartProblem()
  return noFixProblem(waitedMs)
}
