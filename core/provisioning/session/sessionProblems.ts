/** How a session ends of itself, in words for the person who holds the device. */
import { Problem } from '../../model/problem'

export function closedProblem(): Problem {
  return new Problem('session.closed', 'The session was closed: open the port again.')
}

export function busyProblem(): Problem {
  return new Problem('session.busy', 'The device is still busy with the step before: wait for it to end.')
}

export function cancelledProblem(): Problem {
  return new Problem('contract.cancelled', 'Cancelled: the device was left as it is.')
}

/** Stopped after something was sent that changes the device. */
export const cancelledLateCode = 'session.cancelled-late'

export function cancelledLateProblem(): Problem {
  return new Problem(cancelledLateCode, 'Cancelled: what was sent already may still take effect. Identify or verify the device.')
}

export function notIdentifiedProblem(): Problem {
  return new Problem('session.not-identified', 'The device has not said what it is: identify it first.')
}

export function silentProblem(): Problem {
  return new Problem(
    'session.silent',
    'The device did not answer in any protocol that is known: check that it is the right port and speed, unplug it, plug it in and try again.',
  )
}

export const otherDeviceCode = 'session.other-device'

export function otherDeviceProblem(): Problem {
  return new Problem(
    otherDeviceCode,
    'Another device answers on this port than before: nothing that was learned is kept. Identify this one.',
  )
}

/** A fault of a driver, which is a fault of the program; a Problem passes through. */
export function unexpectedProblem(fault: unknown): Problem {
  return Problem.from(fault, 'session.unexpected', 'The session met an unexpected fault: close it and open it again.')
}
