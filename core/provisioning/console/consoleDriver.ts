/**
 * A Linux console, with Helium's gateway-rs where it is installed, behind the driver port. Sources: transcripts of bash on a
 * pseudo-terminal; POSIX shell and utilities; the README and sources of gateway-rs.
 */
import { bytesToHex, randomBytes } from '@noble/hashes/utils.js'
import { Problem } from '../../model/problem'
import type { ProvisioningDriver, Step } from '../session/ProvisioningDriver'
import type { SessionState } from '../session/sessionState'
import type { StepRequest } from '../session/stepRequest'
import { type ConsoleMessage, ConsoleReader } from './ConsoleReader'
import { identify } from './identify'
import { logIn, logOut } from './logIn'
import { probe } from './probe'
import type { ConsoleLine } from './runCommand'
import { setHostname } from './setHostname'
import { prove, register } from './signAdd'
import { type ConsoleTiming, consoleTiming } from './timing'
import { verify } from './verify'

export interface ConsoleOptions {
  /** A fresh token for each command: at least eight lower-case letters and digits. */
  random?: () => string
}

export function createConsoleDriver(
  timing: ConsoleTiming = consoleTiming,
  { random = randomToken }: ConsoleOptions = {},
): ProvisioningDriver<ConsoleMessage> {
  const line = { timing, random }
  return {
    name: 'linux-console',
    createReader: () => new ConsoleReader(),
    probe: () => probe(timing),
    step: (request, state) => stepFor(request, state, line),
    leave: logOut,
  }
}

const TOKEN_BYTES = 6

function randomToken(): string {
  return bytesToHex(randomBytes(TOKEN_BYTES))
}

function stepFor(request: StepRequest, state: SessionState, line: ConsoleLine): Step<ConsoleMessage> {
  switch (request.kind) {
    case 'identify':
      return identify(line, state)
    case 'log-in':
      return logIn(request.user, request.password, line)
    case 'set-hostname':
      return setHostname(request.hostname, state, line)
    case 'prove':
      return prove(request.challengeKey, state, line)
    case 'register':
      return register(request, state, line)
    case 'verify':
      return verify(line, state)
    default:
      throw new Problem('driver.no-such-step', 'A Linux console cannot be asked for this: go on without it.', {
        cause: request.kind,
      })
  }
}
