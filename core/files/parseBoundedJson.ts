/**
 * JSON that somebody else wrote, with bounds that are checked before JSON.parse sees it: 200 MB of `[` would keep a thread
 * busy for ten seconds and fill its memory, and whatever walks the result would overflow the stack.
 */
import { Problem } from '../model/problem'
import { numberText } from '../words/numberText'

export interface JsonLimits {
  /** UTF-16 units of the text. */
  mostChars: number
  /** How many arrays and objects may stand within each other. */
  deepest: number
  /** Elements of arrays and members of objects, all together. */
  mostValues: number
}

/** For files: V8 holds no longer text, and nothing that is read here is half as deep. */
export const JSON_FILE_LIMITS: JsonLimits = { mostChars: 500_000_000, deepest: 100, mostValues: 30_000_000 }

/**
 * The value that the text holds. Takes time in proportion to the text.
 * @throws Problem `json.too-large` or `json.too-deep` before anything was parsed; SyntaxError, as JSON.parse, where it breaks
 */
export function parseBoundedJson(text: string, limits: JsonLimits = JSON_FILE_LIMITS): unknown {
  if (text.length > limits.mostChars) throw tooLarge(`${numberText(limits.mostChars)} characters`)
  checkBounds(text, limits)
  return JSON.parse(text)
}

/** Only what gives structure is looked at; whether it is JSON at all is for the parser to say. */
function checkBounds(text: string, { deepest, mostValues }: JsonLimits): void {
  let depth = 0
  let values = 0
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at + 1)
        break
      case OPEN_BRACKET:
      case OPEN_BRACE:
        depth++
        values++
        if (depth > deepest) throw tooDeep(deepest)
        break
      case CLOSE_BRACKET:
      case CLOSE_BRACE:
        depth--
        break
      case COMMA:
        values++
        break
    }
    if (values > mostValues) throw tooLarge(`${numberText(mostValues)} values`)
  }
}

const QUOTE = 0x22
const COMMA = 0x2c
const BACKSLASH = 0x5c
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d

/** Offset of the quote that ends the string that begins there, or the length of the text. */
export function endOfString(text: string, begin: number): number {
  for (let at = text.indexOf('"', begin); at >= 0; at = text.indexOf('"', at + 1)) {
    let before = at
    while (before > begin && text.charCodeAt(before - 1) === BACKSLASH) before--
    if ((at - before) % 2 === 0) return at
  }
  return text.length
}

function tooLarge(limit: string): Problem {
  return new Problem('json.too-large', `The JSON has more than ${limit}, and no more are read: choose a smaller file.`)
}

function tooDeep(deepest: number): Problem {
  return new Problem(
    'json.too-deep',
    `The JSON has lists within lists more than ${deepest} deep, and no file that belongs here has: choose another file.`,
  )
}
