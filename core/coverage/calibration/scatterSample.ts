/** A few of many measurements for a picture, spread evenly over the file. */

export interface ScatterSample {
  distanceM: Float32Array
  /** NaN for misses. */
  powerDbm: Float32Array
}

/** A golden step visits the places within a stride evenly, so that a file in turns of hotspots is not seen one-sidedly. */
const GOLDEN = 0.618_033_988_749_895

/** At most `most` of the samples; the same ones every time. */
export function scatterSample(distanceM: ArrayLike<number>, powerDbm: ArrayLike<number>, most = 2_000): ScatterSample {
  const shown = Math.min(most, distanceM.length)
  const stride = distanceM.length / Math.max(1, shown)
  const rows = Uint32Array.from({ length: shown }, (_, i) => {
    const start = Math.floor(i * stride)
    return start + Math.floor(((i * GOLDEN) % 1) * (Math.floor((i + 1) * stride) - start))
  })
  return {
    distanceM: Float32Array.from(rows, (row) => distanceM[row] ?? Number.NaN),
    powerDbm: Float32Array.from(rows, (row) => powerDbm[row] ?? Number.NaN),
  }
}
