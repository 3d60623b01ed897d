/** What can be wrong with a satellite receiver, each as one sentence that says what to do. */
import { Problem } from '../../model/problem'

export function silentProblem(): Problem {
  return new Problem(
    'gnss.silent',
    'The satellite receiver says nothing: check that it is the right port, unplug it, plug it in and try again.',
  )
}

export function damagedProblem(): Problem {
  return new Problem(
    'gnss.damaged',
    'What the receiver says arrives damaged or is not NMEA: open the port at another speed (9600, 4800, 38400 or 115200) and try again.',
  )
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
