/** What a console asks for, recognised by the line that it left open. */
import type { StepEvent } from '../session/ProvisioningDriver'
import type { ConsoleMessage } from './ConsoleReader'
import { decodeOutput } from './printable'
import { isPasswordQuestion, isQuestion, readLoginQuestion } from './promptWords'

export type Prompt =
  | { kind: 'shell' }
  /** `hostname` where the prompt names it. */
  | { kind: 'login'; hostname: string | null }
  | { kind: 'password' }
  /** Of the boot loader: no Linux runs. */
  | { kind: 'boot-loader' }

const LONGEST_LINE = 512

/** Bytes of a colon, also of the wide one, and perhaps of a blank behind it: asked of every byte that comes, so it is cheap. */
const endsAsQuestion = /(?::|\xef\xbc\x9a)(?: |\xc2\xa0)?$/
const bootLoader = /^(?:=>|(?:u-boot|uboot|grub)(?:>|=>|#)|grub rescue>) $/i
/** A single sign and a blank: a receiver's sentence that was cut after its dollar sign is no prompt. */
const shell = /(?:^|[^#$])[#$] $/
/** These signs end a prompt only where it names user and host. */
const shellWithName = /[>%] $/
const LONGEST_PROMPT = 200

/** @param line what was said since the last line end, byte for character. */
export function recognisePrompt(line: string): Prompt | null {
  if (endsAsQuestion.test(line)) {
    const words = decodeOutput(line)
    // What asks for a password may name a login too, as in "Password for login root:".
    if (isPasswordQuestion(words)) return { kind: 'password' }
    const asksForLogin = readLoginQuestion(words)
    if (asksForLogin) return { kind: 'login', ...asksForLogin }
  }
  if (bootLoader.test(line)) return { kind: 'boot-loader' }
  if (line.length > LONGEST_PROMPT) return null
  return shell.test(line) || (shellWithName.test(line) && line.includes('@')) ? { kind: 'shell' } : null
}

/** Follows what is said and knows what the last line asks for. Keeps one line at most. */
export class PromptWatch {
  #line = ''
  #saidWords = false
  #kernelMessages = 0

  take(event: StepEvent<ConsoleMessage>): void {
    if (event.kind === 'kernel') this.#kernelMessages += 1
    if (event.kind !== 'text') return
    const lineEnd = event.text.lastIndexOf('\n')
    const line = lineEnd < 0 ? this.#line + event.text : event.text.slice(lineEnd + 1)
    // Once too long for a prompt it stays so.
    this.#line = line.slice(0, LONGEST_LINE)
    if (/\S/.test(event.text)) this.#saidWords = true
  }

  get line(): string {
    return this.#line
  }

  get prompt(): Prompt | null {
    return recognisePrompt(this.#line)
  }

  /** The last line was left open as a question is, in words that may be unknown. */
  get asks(): boolean {
    return endsAsQuestion.test(this.#line) && isQuestion(decodeOutput(this.#line))
  }

  /** Anything but line ends. */
  get saidWords(): boolean {
    return this.#saidWords
  }

  /** One message could be another device's log; several are a Linux that starts or runs. */
  get kernelTalks(): boolean {
    return this.#kernelMessages > 1
  }
}
