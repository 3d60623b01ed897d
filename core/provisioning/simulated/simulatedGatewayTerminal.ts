/**
 * The terminal of a training gateway: a login that asks for user and password, then a shell that echoes and prints as bash does
 * on a serial console in the recordings, bracketed paste and all. Pure: bytes in, text and delays out.
 */
import { type CommandWorld, runGatewayCommand } from './simulatedGatewayCommands'
import { simulatedGateway } from './simulatedGatewayPersona'

/** What it says, each after its delay in milliseconds. */
export interface Saying {
  delayMs: number
  text: string
}

export interface TerminalOptions {
  world: CommandWorld
  /** Null: none is right. */
  password: string | null
  loggedIn: boolean
  /** How long each command takes. */
  commandMs: number
}

const PASTE_ON = '\x1b[?2004h'
const PASTE_OFF = '\x1b[?2004l'
const INTERRUPT = '\x03'
const CLEAR_LINE = '\x15'
const DELETE = '\x7f'
/** Systems wait before they say that a login was wrong. */
const REFUSAL_MS = 2_000
const LONGEST_LINE = 4_096
const marked = /^printf '\\n<%s>' "b:(\w+)"; (.*); printf '<e:\1:%d>\\n' \$\?$/

export class GatewayTerminal {
  readonly #options: TerminalOptions
  /** What the line that is being typed is for. */
  #asks: 'login' | 'password' | 'shell'
  #user = ''
  #line = ''
  #afterReturn = false

  constructor(options: TerminalOptions) {
    this.#options = options
    this.#asks = options.loggedIn ? 'shell' : 'login'
  }

  greeting(): Saying[] {
    return [say(this.#asks === 'shell' ? `\r\n${this.#prompt()}` : this.#loginPrompt())]
  }

  type(bytes: Uint8Array): Saying[] {
    const keys =
      Array.from(bytes, (byte) => String.fromCharCode(byte))
        .join('')
        .match(/[ -~\x80-\xff]+|[\s\S]/g) ?? []
    return keys.flatMap((key) => this.#key(key))
  }

  /** @param key one control character, or characters in a row. */
  #key(key: string): Saying[] {
    const sameLineEnd = key === '\n' && this.#afterReturn
    this.#afterReturn = key === '\r'
    if (sameLineEnd) return []
    if (key === '\r' || key === '\n') return this.#enter()
    if (key === INTERRUPT) return this.#interrupt()
    if (key === CLEAR_LINE) return this.#erase(this.#line.length)
    if (key === DELETE) return this.#erase(1)
    if (key < ' ') return []
    const taken = key.slice(0, LONGEST_LINE - this.#line.length)
    this.#line += taken
    return this.#asks === 'password' ? [] : [say(taken)]
  }

  #enter(): Saying[] {
    const line = this.#line
    this.#line = ''
    if (this.#asks === 'shell') return this.#runLine(line)
    if (this.#asks === 'password') return this.#checkPassword(line)
    if (line === '') return [say(`\r\n${this.#loginQuestion()}`)]
    this.#user = line
    this.#asks = 'password'
    return [say('\r\nPassword: ')]
  }

  #checkPassword(password: string): Saying[] {
    const isRight = this.#user === simulatedGateway.user && password === this.#options.password
    this.#asks = isRight ? 'shell' : 'login'
    if (!isRight) return [say('\r\n'), say(`\r\nLogin incorrect\r\n${this.#loginQuestion()}`, REFUSAL_MS)]
    return [say('\r\n'), say('Last login: Sat Nov 21 12:00:00 UTC 2026 on ttyS0\r\n', 20), say(this.#prompt())]
  }

  #runLine(line: string): Saying[] {
    const end = say(`\r\n${PASTE_OFF}\r`)
    if (line === 'exit') {
      this.#asks = 'login'
      return [end, say('logout\r\n'), say(this.#loginPrompt(), 50)]
    }
    const [, token, command] = marked.exec(line) ?? []
    const sayings = token === undefined ? [end, ...this.#run(line.trim())] : [end, ...mark(token, this.#run(command ?? ''))]
    return [...sayings, say(this.#prompt())]
  }

  /** The exit code stands at the end of the last saying, for `mark` to put its own around it. */
  #run(command: string): Array<Saying & { exitCode?: number }> {
    if (command === '') return []
    const { text, exitCode } = runGatewayCommand(command, this.#options.world)
    const shown = text.replaceAll('\n', '\r\n')
    const half = Math.floor(shown.length / 2)
    // In two pieces, as a slow line hands them over.
    return [say(shown.slice(0, half), this.#options.commandMs), { ...say(shown.slice(half), 1), exitCode }]
  }

  #interrupt(): Saying[] {
    this.#line = ''
    if (this.#asks === 'shell') return [say(`^C\r\n${PASTE_OFF}\r${this.#prompt()}`)]
    this.#asks = 'login'
    return [say(this.#loginPrompt(), 50)]
  }

  #erase(count: number): Saying[] {
    const erased = Math.min(count, this.#line.length)
    this.#line = this.#line.slice(0, this.#line.length - erased)
    return erased > 0 && this.#asks !== 'password' ? [say('\b \b'.repeat(erased))] : []
  }

  #prompt(): string {
    return `${PASTE_ON}${simulatedGateway.user}@${this.#options.world.hostname}:~# `
  }

  #loginPrompt(): string {
    return `\r\n${simulatedGateway.osName} ${this.#options.world.hostname} ttyS0\r\n\r\n${this.#loginQuestion()}`
  }

  #loginQuestion(): string {
    return `${this.#options.world.hostname} login: `
  }
}

function say(text: string, delayMs = 0): Saying {
  return { delayMs, text }
}

function mark(token: string, printed: Array<Saying & { exitCode?: number }>): Saying[] {
  const exitCode = printed.at(-1)?.exitCode ?? 0
  return [say(`\r\n<b:${token}>`), ...printed, say(`<e:${token}:${exitCode}>\r\n`)]
}
