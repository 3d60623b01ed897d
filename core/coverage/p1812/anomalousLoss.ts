/** Loss while the air ducts or reflects in layers (P.1812-6, section 4.5). */
import { inlandTau, type P1812Path } from './p1812Path'

interface Anomalous {
  frequencyGhz: number
  timePercent: number
  coastKm: { tx: number; rx: number }
}

/** What terrain near an antenna shields it from the duct. */
function shieldingDb(mrad: number, horizonKm: number, frequencyGhz: number): number {
  const above = mrad - 0.1 * horizonKm
  if (above <= 0) return 0
  return 20 * Math.log10(1 + 0.361 * above * Math.sqrt(frequencyGhz * horizonKm)) + 0.264 * above * Math.cbrt(frequencyGhz)
}

/** An antenna at the coast couples into a duct over the sea. */
function coastDb(coastKm: number, horizonKm: number, heightM: number, seaShare: number): number {
  if (coastKm > 5 || coastKm > horizonKm || seaShare < 0.75) return 0
  return -3 * Math.exp(-0.25 * coastKm ** 2) * (1 + Math.tanh(0.07 * (50 - heightM)))
}

function timeDb(path: P1812Path, timePercent: number): number {
  const { lengthKm, horizonKm, roughnessM, ductingM, medianRadiusKm } = path
  const between = Math.min(lengthKm - horizonKm.tx - horizonKm.rx, 40)
  const roughness = roughnessM > 10 ? Math.exp(-4.6e-5 * (roughnessM - 10) * (43 + 6 * between)) : 1
  const alpha = Math.max(-0.6 - 3.5e-9 * lengthKm ** 3.1 * inlandTau(path.longestInlandKm), -3.4)
  const spread = (Math.sqrt(ductingM.tx) + Math.sqrt(ductingM.rx)) ** 2
  const geometry = Math.min(((500 / medianRadiusKm) * (lengthKm ** 2 / spread)) ** alpha, 1)
  const beta = path.rareTimePercent * geometry * roughness
  const logBeta = Math.log10(beta)
  const gamma =
    (1.076 / (2.0058 - logBeta) ** 1.012) * Math.exp(-(9.51 - 4.8 * logBeta + 0.198 * logBeta ** 2) * 1e-6 * lengthKm ** 1.13)
  return -12 + (1.2 + 3.7e-3 * lengthKm) * Math.log10(timePercent / beta) + 12 * (timePercent / beta) ** gamma
}

/** Basic transmission loss not exceeded for the time share, dB. */
export function anomalousLossDb(path: P1812Path, { frequencyGhz: f, timePercent, coastKm }: Anomalous): number {
  const { horizonKm, horizonMrad, lengthKm, medianRadiusKm, seaShare } = path
  const longWavesDb = f < 0.5 ? 45.375 - 137 * f + 92.5 * f * f : 0
  const coupledDb =
    shieldingDb(horizonMrad.tx, horizonKm.tx, f) +
    shieldingDb(horizonMrad.rx, horizonKm.rx, f) +
    coastDb(coastKm.tx, horizonKm.tx, path.txM, seaShare) +
    coastDb(coastKm.rx, horizonKm.rx, path.rxM, seaShare)
  const fixedDb = 102.45 + 20 * Math.log10(f) + 20 * Math.log10(horizonKm.tx + horizonKm.rx) + longWavesDb + coupledDb
  const bend =
    (1000 * lengthKm) / medianRadiusKm +
    Math.min(horizonMrad.tx, 0.1 * horizonKm.tx) +
    Math.min(horizonMrad.rx, 0.1 * horizonKm.rx)
  return fixedDb + 5e-5 * medianRadiusKm * Math.cbrt(f) * bend + timeDb(path, timePercent)
}
