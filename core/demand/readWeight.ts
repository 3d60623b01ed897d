/** One weight or cost as text: a plain number that is not negative, with a point or a decimal comma. */
import { isBlank } from '../files/readPosition'
import { Problem } from '../model/problem'

/** Above this a number no longer counts single units exactly. */
const LARGEST = Number.MAX_SAFE_INTEGER
const NUMBER = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?$/

/** @throws Problem `weights.no-value`, `weights.malformed`, `weights.negative` or `weights.too-large`, with the field. */
export function readWeight(text: string, field: string): number {
  if (isBlank(text)) throw new Problem('weights.no-value', `The row has no ${field}: fill it in, or remove the row.`, { field })
  if (!NUMBER.test(text)) {
    throw new Problem('weights.malformed', `"${text.slice(0, 40)}" is not a plain number: write it like 1234.5.`, { field })
  }
  return checkWeight(Number(text.replace(',', '.')), text, field)
}

/** The same rules for a number that is one already. */
export function checkWeight(value: number, text: string, field: string): number {
  if (Number.isNaN(value)) throw new Problem('weights.malformed', `"${text}" is not a number: correct it.`, { field })
  if (value < 0) throw new Problem('weights.negative', `${text.slice(0, 40)} is negative: nothing counts less than 0.`, { field })
  if (value > LARGEST) {
    throw new Problem('weights.too-large', `${text.slice(0, 40)} is too large to count exactly: use a larger unit.`, { field })
  }
  return value === 0 ? 0 : value
}
