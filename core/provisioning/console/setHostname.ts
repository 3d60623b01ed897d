/** Changes the host name, and keeps the old one so that it can be put back. */
import { Problem } from '../../model/problem'
import { validateHostname } from '../session/hostname'
import type { Step } from '../session/ProvisioningDriver'
import type { SessionState } from '../session/sessionState'
import type { ConsoleMessage } from './ConsoleReader'
import { hostnameCommand, setHostnameCommand } from './commands'
import { lastLine } from './identify'
import { reachShell } from './reachPrompt'
import { type ConsoleLine, runCommand } from './runCommand'

/** Linux keeps no more. */
const LONGEST_HOSTNAME = 64

/** @throws Problem `hostname.*` as validateHostname, `console.not-root` before anything is written; `console.hostname-refused`. */
export function setHostname(hostname: string, state: SessionState, line: ConsoleLine): Step<ConsoleMessage> {
  validateHostname(hostname)
  if (hostname.length > LONGEST_HOSTNAME) {
    throw new Problem('hostname.length', `Linux takes host names of at most ${LONGEST_HOSTNAME} letters: choose a shorter one.`, {
      field: 'hostname',
    })
  }
  if (!state.abilities.includes('set-hostname')) {
    throw new Problem('console.not-root', 'Only root may change the host name: log in as root, then try again.')
  }
  return change(hostname, state, line)
}

function* change(hostname: string, state: SessionState, line: ConsoleLine): Step<ConsoleMessage> {
  const { hostnameMs: waitMs } = line.timing
  yield* reachShell(line)
  const before = yield* ask(line)
  const { text } = yield* runCommand(line, setHostnameCommand(hostname), { waitMs })
  const after = yield* ask(line)
  if (after !== hostname) {
    throw new Problem(
      'console.hostname-refused',
      `The device kept its host name "${after}": check that its file system can be written.`,
      {
        cause: lastLine(text),
      },
    )
  }
  const device = state.device && (state.device.name === before ? { ...state.device, name: hostname } : state.device)
  return { hostname, device, undo: undoAfter(state.undo, before, hostname) }
}

function* ask(line: ConsoleLine): Step<ConsoleMessage, string> {
  return lastLine((yield* runCommand(line, hostnameCommand, { waitMs: line.timing.commandMs, attempts: 2 })).text)
}

/** The name from before the first change is kept; once it is back there is nothing left to undo. */
function undoAfter(undo: SessionState['undo'], before: string, now: string): SessionState['undo'] {
  const first = undo.find(({ kind }) => kind === 'set-hostname')?.value ?? before
  const others = undo.filter(({ kind }) => kind !== 'set-hostname')
  return first === now ? others : [...others, { kind: 'set-hostname', value: first }]
}
