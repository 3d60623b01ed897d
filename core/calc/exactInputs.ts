/** Whole numbers and decimals of a case, exact: as text of any length, or as a JSON number that was not rounded on the way. */
import { z } from 'zod'
import { parseDecimal } from '../model/rational'

const TOO_LARGE = 'must be a whole number; from 2^53 on JSON rounds numbers, so write it as text'

/** 0 or more. */
export const wholeNumber = z
  .union([
    z.string().regex(/^\d{1,60}$/, 'must be a whole number of 0 or more as text'),
    z.number().int(TOO_LARGE).min(0, 'must be 0 or more'),
  ])
  .transform(BigInt)

/** A number of JSON stands for its shortest decimal text: 0.95 is 95/100. */
export const decimal = z
  .union([
    z.string().regex(/^-?\d{1,60}(\.\d{1,60})?$/, 'must be a decimal such as 12.5'),
    z.number().refine((value) => !Number.isInteger(value) || Number.isSafeInteger(value), TOO_LARGE),
  ])
  .transform((value) => parseDecimal(String(value)))
