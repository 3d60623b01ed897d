/**
 * JSON.parse keeps the last of two members with one name, other readers the first: a document that has them says one thing to
 * one program and another to the next, or to whoever reads it by eye.
 */
import { Problem } from '../model/problem'
import { endOfString } from './parseBoundedJson'

const QUOTE = 0x22
const COLON = 0x3a

/**
 * @param value what JSON.parse made of the text
 * @throws Problem `json.name-twice`
 */
export function checkJsonNames(text: string, value: unknown): void {
  if (writtenMembers(text) === membersOf(value)) return
  throw new Problem(
    'json.name-twice',
    'The JSON has a name twice in one object, so that two programs would read it differently: ask for the file again.',
  )
}

/** Each member has one colon outside of strings. */
function writtenMembers(text: string): number {
  let members = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === QUOTE) at = endOfString(text, at + 1)
    else if (unit === COLON) members++
  }
  return members
}

function membersOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const parts: unknown[] = Array.isArray(value) ? value : Object.values(value)
  return parts.reduce((sum: number, part) => sum + membersOf(part), Array.isArray(value) ? 0 : parts.length)
}
