/** Measured links in columns, as the fit takes them and as they cross threads. */

export interface PropagationSamples {
  /** Ground distance between hotspot and device. */
  distanceM: Float64Array
  /** Received power; NaN where the packet is known to have been sent and was not received. */
  rssiDbm: Float32Array
  /** Which hotspot, numbered from 0. */
  hotspot: Uint32Array
  /** Power below which this packet could not have been received; NaN where nobody knows. */
  detectionLimitDbm: Float32Array
  hotspotCount: number
}

/** What the fit is told about every sample at once, ready for its loops. */
export interface PreparedSamples {
  count: number
  hotspotCount: number
  hotspot: Uint32Array
  /** 1 for hotspots that received at least one packet; the others take no part. */
  heard: Uint8Array
  /** 10 log10(d / 1 km), minus its mean. */
  x: Float64Array
  meanX: number
  /** Received power minus its mean; NaN for misses. */
  y: Float64Array
  meanY: number
  /** Row numbers of the misses, and their limits in the same terms as y. */
  misses: Uint32Array
  limits: Float64Array
}

export const REFERENCE_DISTANCE_M = 1000
/** Positions are not known better than this. */
const LEAST_DISTANCE_M = 1

/**
 * Misses at a hotspot that received nothing at all are left out: it is more likely off than far, and they would say that
 * signals fade faster than they do.
 * @param usualLimitDbm where a miss does not say its own
 */
export function prepareSamples(samples: PropagationSamples, usualLimitDbm: number): PreparedSamples {
  const { distanceM, rssiDbm, hotspot, detectionLimitDbm, hotspotCount } = samples
  const count = distanceM.length
  const heard = heardHotspots(samples)
  const x = Float64Array.from(distanceM, (apart) => 10 * Math.log10(Math.max(apart, LEAST_DISTANCE_M) / REFERENCE_DISTANCE_M))
  const y = Float64Array.from(rssiDbm)
  const misses: number[] = []
  let [sumX, sumY, received] = [0, 0, 0]
  for (let row = 0; row < count; row++) {
    const power = y[row] ?? Number.NaN
    if (!Number.isNaN(power)) {
      received++
      sumY += power
    } else if (heard[hotspot[row] ?? 0] === 1) misses.push(row)
    else continue
    sumX += x[row] ?? 0
  }
  const meanX = sumX / (received + misses.length)
  const meanY = sumY / received
  for (let row = 0; row < count; row++) {
    x[row] = (x[row] ?? 0) - meanX
    y[row] = (y[row] ?? 0) - meanY
  }
  const limits = Float64Array.from(misses, (row) => {
    const own = detectionLimitDbm[row] ?? Number.NaN
    return (Number.isNaN(own) ? usualLimitDbm : own) - meanY
  })
  return { count, hotspotCount, hotspot, heard, x, meanX, y, meanY, misses: Uint32Array.from(misses), limits }
}

function heardHotspots({ rssiDbm, hotspot, hotspotCount }: PropagationSamples): Uint8Array {
  const heard = new Uint8Array(hotspotCount)
  for (let row = 0; row < rssiDbm.length; row++) {
    if (!Number.isNaN(rssiDbm[row])) heard[hotspot[row] ?? 0] = 1
  }
  return heard
}
