/**
 * The standard normal distribution to almost double precision: Hart's rational approximation with a continued fraction in
 * the far tail (G. West, "Better approximations to cumulative normal functions", Wilmott, 2005), and its inverse by
 * Acklam's approximation with one step of Halley's method.
 */

const ROOT_TWO_PI = Math.sqrt(2 * Math.PI)

/** From here on the continued fraction is the more accurate. */
const FAR_TAIL = 7.07106781186547

const INVERSE_CENTRE = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
]
const INVERSE_CENTRE_BELOW = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1]
const INVERSE_TAIL = [
  -7.784894002430293e-3, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968, 2.938163982698783,
]
const INVERSE_TAIL_BELOW = [7.784695709041462e-3, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1]
const INVERSE_TAIL_FROM = 0.02425

export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / ROOT_TWO_PI
}

/** Probability of a value below x. */
export function normalBelow(x: number): number {
  const tail = tailOverDensity(Math.abs(x)) * normalDensity(x)
  return x > 0 ? 1 - tail : tail
}

/**
 * Density over the probability below x: minus the mean of the values below x. It stays accurate where the probability
 * itself is too small for a number.
 */
export function millsBelow(x: number): number {
  return x <= 0 ? 1 / tailOverDensity(-x) : normalDensity(x) / normalBelow(x)
}

/** The value exceeded with this probability, 0 and 1 excluded. */
export function normalExceededWith(probability: number): number {
  const start = -approximateInverse(probability)
  const tail = probability < 0.5 ? normalBelow(-start) : 1 - normalBelow(start)
  const step = (tail - probability) / normalDensity(start)
  return start + step / (1 + 0.5 * start * -step)
}

/** Written out, because fits call it millions of times. */
function tailOverDensity(x: number): number {
  if (x < FAR_TAIL) {
    const above =
      (((((3.52624965998911e-2 * x + 0.700383064443688) * x + 6.37396220353165) * x + 33.912866078383) * x + 112.079291497871) *
        x +
        221.213596169931) *
        x +
      220.206867912376
    const below =
      ((((((8.83883476483184e-2 * x + 1.75566716318264) * x + 16.064177579207) * x + 86.7807322029461) * x + 296.564248779674) *
        x +
        637.333633378831) *
        x +
        793.826512519948) *
        x +
      440.413735824752
    return (above / below) * ROOT_TWO_PI
  }
  return 1 / (x + 1 / (x + 2 / (x + 3 / (x + 4 / (x + 0.65)))))
}

function approximateInverse(below: number): number {
  if (below > 1 - INVERSE_TAIL_FROM) return -approximateInverse(1 - below)
  if (below < INVERSE_TAIL_FROM) {
    const q = Math.sqrt(-2 * Math.log(below))
    return polynomial(INVERSE_TAIL, q) / polynomial(INVERSE_TAIL_BELOW, q)
  }
  const q = below - 0.5
  const r = q * q
  return (polynomial(INVERSE_CENTRE, r) * q) / polynomial(INVERSE_CENTRE_BELOW, r)
}

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0
  for (const coefficient of coefficients) sum = sum * x + coefficient
  return sum
}
