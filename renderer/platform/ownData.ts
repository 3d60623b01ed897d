import { z } from 'zod'

/**
 * The codec of a value that two parts of this program hand each other whole: that it is an object is all that is checked.
 * Both are built together, and a fleet or a coverage checked element by element would take longer than the work on it.
 */
export function ownData<T extends object>(): z.ZodType<T, T> {
  return z.custom<T>((value) => typeof value === 'object' && value !== null)
}

/** H3 indexes. */
export const cellIndexes = z.custom<BigUint64Array>((value) => value instanceof BigUint64Array)
