import { validateArgument } from '../model/problem'

/** @throws Problem `resolution.out-of-range` */
export function checkResolution(resolution: number): void {
  validateArgument(
    Number.isInteger(resolution) && resolution >= 0 && resolution <= 15,
    'resolution.out-of-range',
    'The H3 resolution must be a whole number from 0 to 15: choose one in that range.',
  )
}
