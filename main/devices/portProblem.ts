/** What serial ports refuse, in words that say what to do. */
import { Problem } from '#core/model/problem'
import type { PortSurroundings } from './portSurroundings'

/** Explains why `path` could not be opened. */
export function openProblem(path: string, cause: unknown, around: PortSurroundings): Problem {
  const text = cause instanceof Error ? cause.message : String(cause)
  if (/no such file|file not found|ENOENT|no such device/i.test(text)) {
    return new Problem('port.not-found', `There is no port ${path}: check the cable and the path, then look at the list again.`, {
      cause,
    })
  }
  // Windows says "Access denied" when another program has the port.
  if (/lock|busy|unavailable/i.test(text) || (around.platform === 'win32' && /access.*denied/i.test(text))) {
    return new Problem('port.busy', `Another program has ${path} open: ${busyRemedy(path, around)}`, { cause })
  }
  if (/permission denied|access.*denied|EACCES|EPERM|not permitted/i.test(text)) {
    return new Problem('port.not-permitted', `This account may not open ${path}: ${permissionRemedy(path, around)}`, { cause })
  }
  if (/inappropriate ioctl|is a directory|not a (tty|typewriter)/i.test(text)) {
    return new Problem('port.not-serial', `${path} is not a serial port: choose one from the list or correct the path.`, {
      cause,
    })
  }
  // Windows error 31: the device does not work; 1167 and 433: it is not there any more.
  if (around.platform === 'win32' && /error code (31|433|1167)\b/i.test(text)) {
    return new Problem(
      'port.no-driver',
      `Windows cannot use ${path}: unplug the device, install its USB driver, plug it in again.`,
      {
        cause,
      },
    )
  }
  return new Problem('port.cannot-open', `${path} did not open: unplug the device, plug it in and try again.`, { cause })
}

function busyRemedy(path: string, { modemManager }: PortSurroundings): string {
  if (modemManager && /\/tty(ACM|USB)/.test(path)) {
    return 'close it (a serial monitor, a flasher). If the device was just plugged in, ModemManager is asking it: wait ten seconds and try again, or run "sudo systemctl stop ModemManager".'
  }
  return 'close it (a serial monitor, a flasher) and try again.'
}

function permissionRemedy(path: string, { platform, sandbox, group, loggedInBefore }: PortSurroundings): string {
  if (sandbox?.kind === 'snap') return `run "sudo snap connect ${sandbox.name}:raw-usb", then try again.`
  if (sandbox?.kind === 'flatpak') {
    return `run "flatpak override --user --device=all ${sandbox.name}", start the console again, then try again.`
  }
  switch (platform) {
    case 'linux':
      if (loggedInBefore) return `it is in the group ${group}, but not in this login yet: log out, log in and try again.`
      if (group !== null) return `run "sudo usermod -aG ${group} $USER", log out, log in and try again.`
      return 'run "sudo usermod -aG dialout $USER" (on Arch Linux the group is uucp), log out, log in and try again.'
    case 'darwin':
      return `run "sudo chmod a+rw ${path}" and try again.`
    default:
      return 'start the console from an account that may, and try again.'
  }
}

/** macOS: the `tty` name of a port waits for a call to come in. */
export function openTimeoutProblem(path: string): Problem {
  const advice = path.startsWith('/dev/tty.')
    ? `open ${path.replace('/dev/tty.', '/dev/cu.')} instead.`
    : 'unplug the device, plug it in and try again.'
  return new Problem('port.open-timeout', `${path} did not open in time: ${advice}`)
}

export function ownBusyProblem(path: string): Problem {
  return new Problem('port.busy', `${path} is already open in this console: close that session and try again.`)
}

export function vanishedProblem(path: string, cause?: unknown): Problem {
  return new Problem(
    'port.vanished',
    `The cable was pulled or the device restarted: ${path} is gone. Plug it in and open it again; what was done so far is kept.`,
    { cause },
  )
}

export function closedProblem(path: string): Problem {
  return new Problem('port.closed', `${path} was closed: open it again.`)
}

export function writeTimeoutProblem(path: string): Problem {
  return new Problem('port.write-timeout', `${path} takes no bytes: unplug the device, plug it in and open it again.`)
}
