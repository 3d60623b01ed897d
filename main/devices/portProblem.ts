/** What serial ports refuse, in words that say what to do. */
import { Problem } from '#core/model/problem'

/** Explains why `path` could not be opened. `platform` is Node's. */
export function openProblem(path: string, cause: unknown, platform: string = process.platform): Problem {
  const text = cause instanceof Error ? cause.message : String(cause)
  if (/no such file|file not found|ENOENT/i.test(text)) {
    return new Problem('port.not-found', `There is no port ${path}: check the cable and the path, then look at the list again.`, {
      cause,
    })
  }
  // Windows says "Access denied" when another program has the port.
  if (/lock|busy|unavailable/i.test(text) || (platform === 'win32' && /access.*denied/i.test(text))) {
    return new Problem('port.busy', `Another program has ${path} open: close it (a serial monitor, a flasher) and try again.`, {
      cause,
    })
  }
  if (/permission denied|access.*denied|EACCES|EPERM|not permitted/i.test(text)) {
    return new Problem('port.not-permitted', `This account may not open ${path}: ${permissionRemedy(path, platform)}`, { cause })
  }
  if (/inappropriate ioctl|is a directory|not a (tty|typewriter)/i.test(text)) {
    return new Problem('port.not-serial', `${path} is not a serial port: choose one from the list or correct the path.`, {
      cause,
    })
  }
  return new Problem('port.cannot-open', `${path} did not open: unplug the device, plug it in and try again.`, { cause })
}

function permissionRemedy(path: string, platform: string): string {
  switch (platform) {
    case 'linux':
      return 'run "sudo usermod -aG dialout $USER" (on Arch Linux the group is uucp), log out, log in and try again.'
    case 'darwin':
      return `run "sudo chmod a+rw ${path}" and try again.`
    default:
      return 'start the console from an account that may, and try again.'
  }
}

export function openTimeoutProblem(path: string): Problem {
  return new Problem('port.open-timeout', `${path} did not open in time: unplug the device, plug it in and try again.`)
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
