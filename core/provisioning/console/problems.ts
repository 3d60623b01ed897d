/** What can be wrong with a console, each with what to do about it. */
import { Problem } from '../../model/problem'

export function bootLoaderProblem(): Problem {
  return new Problem(
    'console.boot-loader',
    'The device stopped in its boot loader, where no Linux runs: disconnect its power, connect it again and identify it once it has started.',
  )
}

export function noPromptProblem(): Problem {
  return new Problem(
    'console.no-prompt',
    'The device shows neither a login nor a prompt: wait until it has started, or end the program that runs on its console, then identify it again.',
  )
}

export function loginNeededProblem(): Problem {
  return new Problem('console.login-needed', 'The console asks for a login: log in, then go on.')
}

export function noShellProblem(): Problem {
  return new Problem(
    'console.no-shell',
    'What looks like a prompt does not run commands as a Linux shell does: check that it is the right port and speed.',
  )
}

export function commandTimeoutProblem(waitMs: number): Problem {
  return new Problem(
    'console.command-timeout',
    `The device did not finish the command within ${Math.round(waitMs / 1000)} seconds, so it was interrupted: try again.`,
  )
}

export function tooMuchOutputProblem(): Problem {
  return new Problem(
    'console.too-much-output',
    'The device said far more than the command should: it was interrupted. Restart the device and try again.',
  )
}

export function rebootedProblem(): Problem {
  return new Problem(
    'console.rebooted',
    'The device started anew or logged out in the middle of the step: wait until it is ready, then identify it again.',
  )
}

export function loginRefusedProblem(): Problem {
  return new Problem(
    'console.login-refused',
    'The device refused the login: check user and password before you try again, because some devices lock the account.',
  )
}

export function nameLostProblem(): Problem {
  return new Problem(
    'console.name-lost',
    'The device asks for the user name again each time that it is typed: check the name, wait until the device has started, then log in again.',
  )
}

/** gateway-rs asks its daemon for everything; all that it says then is that nobody answers. */
export const daemonDownCode = 'helium.daemon-down'

export function daemonDownProblem(): Problem {
  return new Problem(
    daemonDownCode,
    'The gateway daemon does not run: start it, for example with "service helium_gateway start", then try again.',
  )
}

/** In whatever language the system puts it: the numbers are those of Linux for refused, unreachable and missing sockets. */
export function isDaemonDown(said: string): boolean {
  return /unable to connect to local server|is running\.?$|connection refused|connect error|transport error|error trying to connect|unavailable|broken pipe|deadline.?exceeded|os error (?:2|32|104|110|111|113)\b.*(?:connect|transport|tcp)|(?:connect|transport|tcp).*os error (?:2|32|104|110|111|113)\b/im.test(
    said,
  )
}

export function passwordExpiredProblem(): Problem {
  return new Problem(
    'console.password-expired',
    'The device wants a new password before it lets anyone in: set one in a terminal program, then log in here.',
  )
}
