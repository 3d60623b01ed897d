/** What the radio calculations share: their inputs' limits in words, rounding, and warnings outside a model's validity. */
import { z } from 'zod'

/** Decimals of a loss in dB. */
export const LOSS_DECIMALS = 4

export const frequency = z.number().positive('a frequency is more than 0')
export const distance = z.number().positive('a distance is more than 0')
export const height = z.number().positive('it must be above ground, more than 0 m')

/** Rounded half away from zero as text is, and never −0. */
export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals)) + 0
}

/** The case with its derived fields set anew; warnings of an earlier run go, and new ones appear only where there are any. */
export function answered(
  given: Record<string, unknown>,
  derived: Record<string, unknown>,
  warnings: readonly { code: string; message: string; field?: string }[] = [],
): Record<string, unknown> {
  const { warnings: _, ...rest } = given
  return { ...rest, ...derived, ...(warnings.length === 0 ? {} : { warnings }) }
}
