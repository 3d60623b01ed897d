/** What can be wrong with a satellite receiver, each as one sentence that says what to do. */
import { Problem } from '../../model/problem'
import type { FixDate } from './fixDate'
import type { Unmeasured } from './sentencePlace'

function silentProblem(): Problem {
  return new Problem(
    'gnss.silent',
    'The satellite receiver says nothing: check that it is the right port, unplug it, plug it in and try again.',
  )
}

export function damagedProblem(): Problem {
  return new Problem(
    'gnss.damaged',
    'What the receiver says arrives damaged or as noise: open the port at another speed (9600, 4800, 38400 or 115200) and try again.',
  )
}

/** Why nothing could be heard, by what came instead. */
export function unheardProblem({ damaged, isUnchecked }: { damaged: number; isUnchecked: boolean }): Problem {
  if (isUnchecked) {
    return new Problem(
      'gnss.no-checksum',
      'The receiver sends its sentences without checksums, so damage cannot be told from truth: switch checksums on in its set-up.',
    )
  }
  return damaged > 0 ? damagedProblem() : silentProblem()
}

/** Also after minutes without a fix: nothing that is done outside would help. */
export function notUnderstoodProblem(example: string): Problem {
  return new Problem(
    'gnss.not-understood',
    'The receiver says that it has a position, in a form that is not understood: set it to standard NMEA 0183 (degrees and minutes), or type the position.',
    { cause: example },
  )
}

export function unmeasuredProblem(how: Unmeasured): Problem {
  const advice =
    how === 'estimated'
      ? 'take it under open sky and wait until it measures again'
      : 'switch that off in its set-up, then measure again'
  return new Problem('gnss.not-measured', `The receiver gives a position that is ${how}, not measured: ${advice}.`)
}

export function apartProblem(): Problem {
  return new Problem(
    'gnss.contradictory',
    "The receiver's GGA and RMC sentences tell different moments or places: set both to the same rate in its set-up, then measure again.",
  )
}

export function clockStandsProblem(): Problem {
  return new Problem(
    'gnss.clock-stands',
    'The receiver tells the same moment again and again: unplug it, plug it in and measure again.',
  )
}

export function impossibleDateProblem(date: string): Problem {
  return new Problem(
    'gnss.date-impossible',
    `The receiver tells a date that is not in the calendar (${date}): unplug it, plug it in and measure again, or update its firmware.`,
  )
}

/** What is odd about the date of a fix; null where nothing is. */
export function dateProblem({ note, time, toldDate }: Pick<FixDate, 'note' | 'time' | 'toldDate'>): Problem | null {
  const date = time.slice(0, 10)
  switch (note) {
    case null:
      return null
    case 'corrected':
      return new Problem(
        'gnss.date-corrected',
        `The receiver says ${toldDate}, whole 1024-week eras off as old receivers do: the date was corrected to ${date} by this computer's clock. Check that date, and update the receiver's firmware.`,
      )
    case 'installation':
      return new Problem('gnss.date-missing', `The receiver tells no date: ${date} is of this computer's clock. Check that date.`)
    case 'doubtful':
      return new Problem(
        'gnss.date-doubtful',
        `The receiver says ${toldDate}, more than a year away from this computer's clock: set the clock that is wrong, then measure again.`,
      )
  }
}

export function missingSentencesProblem(): Problem {
  return new Problem(
    'gnss.sentences-missing',
    'The receiver speaks, but sends no GGA and RMC sentences, which hold the position: switch them on in its set-up.',
  )
}

export function noFixProblem(waitedMs: number): Problem {
  return new Problem(
    'gnss.no-fix',
    `The receiver found no position within ${Math.round(waitedMs / 1000)} seconds: take it outside under open sky, wait a minute and try again.`,
  )
}

export function weakProblem(hdop: number): Problem {
  return new Problem(
    'gnss.weak',
    `The satellites that the receiver sees stand too close together (HDOP ${hdop.toFixed(1)}): move away from walls and trees and try again.`,
  )
}

export function movingProblem(how: string): Problem {
  return new Problem(
    'gnss.moving',
    `The receiver does not stand still (${how}): put it down where the device is and measure again.`,
  )
}

export function poorGeometryProblem(hdop: number): Problem {
  return new Problem(
    'gnss.poor-geometry',
    `The position was measured with poor geometry (HDOP ${hdop.toFixed(1)}): measure again under open sky if you can.`,
  )
}

export function tooFewProblem(fixes: number, fixesWanted: number): Problem {
  return new Problem(
    'gnss.too-few',
    `Fixes that agree come too seldom (${fixes} of ${fixesWanted} so far): leave the receiver still under open sky, or ask for fewer fixes, and measure again.`,
  )
}
