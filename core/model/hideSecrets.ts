/**
 * Takes out of a text what looks like a secret, for logs that people send on. It goes by what stands before a value, so it is
 * a second fence: whoever handles a secret keeps it out of errors in the first place.
 */
const INSTEAD = '(hidden)'

const NAMES = 'pass(?:word|phrase|wd)?|pwd|psk|secret|mnemonic|seed|token|authorization|cookie|api[-_ ]?key|private[-_ ]?key'

/** `password: x`, `"psk":"x"`, `token=x`. */
const NAMED = new RegExp(
  `((?:${NAMES})["']?\\s*[:=]\\s*)(\\(hidden\\)|"(?:[^"\\\\]|\\\\.)*"?|'(?:[^'\\\\]|\\\\.)*'?|[^\\s,;&}\\])]+)`,
  'gi',
)
/** `https://user:x@host`. */
const IN_ADDRESS = /(:\/\/[^\s/:@]*:)[^\s/@]+(@)/g
const BEARER = /\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi
/** V8 quotes what it could not read: `Unexpected token 'x', "...text..." is not valid JSON`. */
const JSON_QUOTE = /(Unexpected )[\s\S]{0,400}?( is not valid JSON)/g

/** The text with `(hidden)` in the place of what looks like a password, a key or a token. Done twice, it changes nothing more. */
export function hideSecrets(text: string): string {
  return text
    .replace(JSON_QUOTE, `$1${INSTEAD}$2`)
    .replace(BEARER, `$1 ${INSTEAD}`)
    .replace(IN_ADDRESS, `$1${INSTEAD}$2`)
    .replace(NAMED, `$1${INSTEAD}`)
}
