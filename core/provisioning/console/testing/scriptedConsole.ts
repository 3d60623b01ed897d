/** A console that says what a test wants it to say. */
import type { Emission, SimulatedDevice } from '../../simulated/simulatedDevice'

/** What is said, at once or each piece after its delay in milliseconds. */
export type Said = string | ReadonlyArray<readonly [delayMs: number, text: string]>

export interface MarkedCommand {
  token: string
  command: string
}

/** @param answer what the console says to what was written. */
export function scriptedConsole(answer: (written: string) => Said, boot: Said = ''): SimulatedDevice {
  return {
    boot: () => emissions(boot),
    receive: (bytes) => emissions(answer(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))),
  }
}

/** A shell that echoes, and prints what `run` gives between the marks. Text that is no command gets a prompt. */
export function scriptedShell(run: (command: MarkedCommand) => Said): SimulatedDevice {
  return scriptedConsole((written) => {
    const marked = readMarked(written)
    return marked ? run(marked) : '\r\nroot@gw:~# '
  })
}

/** The command in a line of the driver, or null. */
export function readMarked(written: string): MarkedCommand | null {
  const [, token, command] = /^printf '\\n<%s>' "b:(\w+)"; (.*); printf /.exec(written) ?? []
  return token === undefined || command === undefined ? null : { token, command }
}

/** What a shell prints for a command that ended. */
export function printed({ token, command }: MarkedCommand, output: string, exitCode = 0): string {
  return `${command}\r\n\r\n<b:${token}>${output.replaceAll('\n', '\r\n')}<e:${token}:${exitCode}>\r\nroot@gw:~# `
}

function emissions(said: Said): Emission[] {
  const pieces = typeof said === 'string' ? [[0, said] as const] : said
  return pieces.map(([delayMs, text]) => ({
    delayMs,
    bytes: Uint8Array.from(text, (character) => character.charCodeAt(0)),
    unplug: false,
  }))
}
