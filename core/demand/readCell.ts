/** An H3 cell as files write it: 15 hex digits in either case, with or without 0x, or the same number in decimals. */
import { isValidCell } from 'h3-js'
import { Problem } from '../model/problem'

/** @throws Problem `weights.no-cell` or `weights.unknown-cell` */
export function readCell(text: string, field: string): string {
  const cell = asHex(text)
  if (/^8[0-9a-f]{14}$/.test(cell) && isValidCell(cell)) return cell
  if (text === '') throw new Problem('weights.no-cell', `The row has no ${field}: give an H3 cell, or remove the row.`, { field })
  throw new Problem('weights.unknown-cell', `"${text.slice(0, 40)}" is not an H3 cell: correct it, or remove the row.`, { field })
}

function asHex(text: string): string {
  if (/^\d{18}$/.test(text)) return BigInt(text).toString(16)
  const hex = text.toLowerCase()
  return hex.startsWith('0x') ? hex.slice(2) : hex
}
