/** Text from a device, made safe to show: nothing in it moves a cursor, reverses its neighbours or hides. */

/** Joiners belong to scripts and emoji; every other format character only hides or reorders. */
const joiners: ReadonlySet<string> = new Set(['\u200c', '\u200d'])
const unsafe = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu
const CONTROL_PICTURES = 0x2400
const DELETE = 0x7f
const DELETE_PICTURE = '\u2421'

/** Control characters as their pictures (U+2400 and on), other characters that cannot be seen as U+FFFD; the rest as it is. */
export function shownText(text: string): string {
  return text.replace(unsafe, (character) => {
    const code = character.codePointAt(0) ?? 0
    if (joiners.has(character)) return character
    if (code < 0x20) return String.fromCharCode(CONTROL_PICTURES + code)
    return code === DELETE ? DELETE_PICTURE : '\ufffd'
  })
}
