/** The RFC 8785 form in pieces, for documents whose text would be too large for one string, or slow to put together. */
import { canonicalJson } from './canonicalJson'

/** Lists that are deeper than this are small enough to be one piece. */
const PIECES_TO_DEPTH = 5
const PIECE_LENGTH = 65_536

/**
 * @param write takes the pieces in order; joined they are what `canonicalJson` gives
 * @throws Error as `canonicalJson` does
 */
export function canonicalPieces(value: object, write: (piece: string) => void): void {
  let piece = ''
  const add = (text: string) => {
    piece += text
    if (piece.length < PIECE_LENGTH) return
    write(piece)
    piece = ''
  }
  addValue(value, 0, add)
  write(piece)
}

function addValue(value: unknown, depth: number, add: (text: string) => void): void {
  if (depth === PIECES_TO_DEPTH || typeof value !== 'object' || value === null || 'toJSON' in value) {
    add(String(canonicalJson(value)))
    return
  }
  if (Array.isArray(value)) {
    add('[')
    value.forEach((element, at) => {
      if (at > 0) add(',')
      addValue(isLeftOut(element) ? null : element, depth + 1, add)
    })
    add(']')
    return
  }
  add('{')
  let isFirst = true
  for (const [key, field] of Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) {
    if (isLeftOut(field)) continue
    add(`${isFirst ? '' : ','}${JSON.stringify(key)}:`)
    isFirst = false
    addValue(field, depth + 1, add)
  }
  add('}')
}

function isLeftOut(value: unknown): boolean {
  return value === undefined || typeof value === 'symbol'
}
