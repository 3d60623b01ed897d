/** What a device said, made fit to be shown and signed: words instead of bytes, without what could disturb a screen. */
import { decodeText } from '../improv/text'
import { shownText } from '../session/shownText'

/** The text of what a ConsoleReader found byte for character: UTF-8 when valid, else Latin-1. */
export function decodeOutput(text: string): string {
  return decodeText(Uint8Array.from(text, (character) => character.charCodeAt(0)))
}

/** One line of at most `longest` characters, with nothing in it that could disturb a screen. */
export function printable(text: string, longest = 100): string {
  const line = text
    .slice(0, 4 * longest)
    .trim()
    .replace(/\s+/g, ' ')
  return [...shownText(line)].slice(0, longest).join('')
}
