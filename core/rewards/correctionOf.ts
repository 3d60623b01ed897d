/** What a corrected file leaves to pay. SPEC.md, rules [PE11] and [PE12]. */
import type { DeviceAmount } from './period'

/** One device in a corrected file or in the periods that it corrects. */
export interface CorrectedAmount {
  hotspotKey: string
  /** What the corrected file says the device got. */
  statedBaseUnits: bigint
  /** What was payable for it before, in all periods that are corrected. */
  beforeBaseUnits: bigint
  /** Stated less before; below zero where too much was payable. */
  differenceBaseUnits: bigint
}

/**
 * The difference for every device, those without any included.
 * @param previous what was payable in each of the corrected periods: of a correction among them, its differences
 * @returns in the order of the corrected file, then the devices that it no longer has.
 */
export function correctionOf(previous: readonly (readonly DeviceAmount[])[], next: readonly DeviceAmount[]): CorrectedAmount[] {
  const before = new Map<string, bigint>()
  for (const { hotspotKey, amountBaseUnits } of previous.flat()) {
    before.set(hotspotKey, (before.get(hotspotKey) ?? 0n) + amountBaseUnits)
  }
  const stated = new Map(next.map(({ hotspotKey, amountBaseUnits }) => [hotspotKey, amountBaseUnits]))
  for (const hotspotKey of before.keys()) if (!stated.has(hotspotKey)) stated.set(hotspotKey, 0n)
  return [...stated].map(([hotspotKey, statedBaseUnits]) => {
    const beforeBaseUnits = before.get(hotspotKey) ?? 0n
    return { hotspotKey, statedBaseUnits, beforeBaseUnits, differenceBaseUnits: statedBaseUnits - beforeBaseUnits }
  })
}

/** What is due now of a difference. Splits of version 2 left what was too much where it was. */
export function payableOf({
  statedBaseUnits,
  beforeBaseUnits,
}: Pick<CorrectedAmount, 'statedBaseUnits' | 'beforeBaseUnits'>): bigint {
  return statedBaseUnits > beforeBaseUnits ? statedBaseUnits - beforeBaseUnits : 0n
}

/** The devices that got too much, with how much, as text for a sentence or a file. */
export function overpaidOf(corrected: readonly CorrectedAmount[]): { hotspotKey: string; amountBaseUnits: bigint }[] {
  return corrected
    .filter(({ differenceBaseUnits }) => differenceBaseUnits < 0n)
    .map(({ hotspotKey, differenceBaseUnits }) => ({ hotspotKey, amountBaseUnits: -differenceBaseUnits }))
}
