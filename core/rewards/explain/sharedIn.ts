/** What agreements shared in a split, the same for all versions: percentages alone are one stage. Base units. */
import type { StageResult } from '../../agreements/evaluateTerms'
import type { Price } from '../../agreements/price'
import type { Terms } from '../../model/terms'
import { deviceKeyOrText } from '../../networks/deviceKey/deviceKey'
import { type PercentSplitFile, type SplitFile, splitFileSchema } from '../splitFile'
import type { SplitApplied, SplitFileV3 } from '../splitFileV3'
import { stageFromText } from '../splitText'
import { termsOf } from '../termsOf'

/** An agreement as it applied in a period. */
export interface SharedAgreement {
  id: string
  terms: Terms
  installedBy: Partial<Record<'host' | 'installer', string>>
  /** What each of its hotspots brought, by key. */
  brought: ReadonlyMap<string, bigint>
  /** What other agreements gave to it. */
  fedBaseUnits: bigint
  amountBaseUnits: bigint
  stages: StageResult[]
}

export interface SharedInSplit {
  shared: SharedAgreement[]
  /** Of a correction: what had been shared before, and is taken off. */
  takenBack: SharedAgreement[]
  /** The prices that they were shared at. */
  prices: readonly Price[]
}

/** A split's agreements with what each stage gave. */
export function sharedIn(split: SplitFile): SharedInSplit {
  if (split.format !== 'commonmast-split-v3') return { shared: percentShared(split), takenBack: [], prices: [] }
  const { agreements, prices } = split.correction ? sharedFirst(split.correction.original) : split
  const terms = new Map(agreements.map((each) => [each.id, each]))
  const brought = broughtIn(split)
  const read = (one: SplitApplied, ofHotspots: ReadonlyMap<string, bigint>) => appliedShared(one, terms, ofHotspots)
  return {
    shared: split.applied.map((one) => read(one, brought.get(one.id) ?? NOTHING)),
    takenBack: (split.correction?.before ?? []).map((one) => read(one, NOTHING)),
    prices,
  }
}

/** The key of a row in normal form: version 1 kept keys as files write them. */
export function keyInSplit(split: SplitFile, hotspotKey: string): string {
  return split.format === 'commonmast-split-v1' ? deviceKeyOrText(split.epoch.network, hotspotKey) : hotspotKey
}

/** A correction shares by the agreements and prices of the split that it corrects. */
function sharedFirst(original: unknown): { agreements: readonly Terms[]; prices: readonly Price[] } {
  const split = splitFileSchema.safeParse(original).data
  if (!split) return { agreements: [], prices: [] }
  if (split.format === 'commonmast-split-v3') return split
  return { agreements: split.agreements.map(termsOf), prices: [] }
}

const NOTHING: ReadonlyMap<string, bigint> = new Map()

function appliedShared(
  one: SplitApplied,
  terms: ReadonlyMap<string, Terms>,
  brought: ReadonlyMap<string, bigint>,
): SharedAgreement {
  return {
    id: one.id,
    terms: terms.get(one.agreementId) ?? unknownTerms(one),
    installedBy: {
      ...(one.hostId === null ? null : { host: one.hostId }),
      ...(one.installerId === null ? null : { installer: one.installerId }),
    },
    brought,
    fedBaseUnits: BigInt(one.fedBaseUnits),
    amountBaseUnits: BigInt(one.amountBaseUnits),
    stages: one.stages.map(stageFromText),
  }
}

/** A file may name an agreement that it does not have; verifying says so, and explaining goes on. */
function unknownTerms({ agreementId }: SplitApplied): Terms {
  return {
    id: agreementId,
    name: agreementId,
    scope: { kind: 'default' },
    from: null,
    to: null,
    dust: 'largest-remainder',
    stages: [],
  }
}

/** By applied agreement and hotspot; a hotspot whose agreement changed within the period stands with each. */
function broughtIn({ rows }: SplitFileV3): Map<string, Map<string, bigint>> {
  const brought = new Map<string, Map<string, bigint>>()
  for (const row of rows)
    for (const part of row.parts ?? [row]) add(brought, part.appliedId, row.hotspotKey, part.amountBaseUnits)
  return brought
}

function add(sums: Map<string, Map<string, bigint>>, outer: string, inner: string, amountBaseUnits: string): void {
  let ofOuter = sums.get(outer)
  if (!ofOuter) {
    ofOuter = new Map()
    sums.set(outer, ofOuter)
  }
  ofOuter.set(inner, (ofOuter.get(inner) ?? 0n) + BigInt(amountBaseUnits))
}

function percentShared(split: PercentSplitFile): SharedAgreement[] {
  const brought = new Map<string, Map<string, bigint>>()
  const given = new Map<string, Map<string, bigint>>()
  for (const { agreementId, hotspotKey, amountBaseUnits, shares } of split.rows) {
    add(brought, agreementId, keyInSplit(split, hotspotKey), amountBaseUnits)
    for (const share of shares) add(given, agreementId, share.memberId, share.amountBaseUnits)
  }
  return split.agreements.flatMap((agreement): SharedAgreement[] => {
    const ofHotspots = brought.get(agreement.id)
    if (!ofHotspots) return []
    const terms = termsOf(agreement)
    const amountBaseUnits = [...ofHotspots.values()].reduce((sum, amount) => sum + amount, 0n)
    const allotments = [...(given.get(agreement.id) ?? [])].map(([id, amount]) => ({
      to: { kind: 'member' as const, id },
      role: null,
      amountBaseUnits: amount,
    }))
    const dustBaseUnits = allotments.reduce((left, { amountBaseUnits: amount }) => left - amount, amountBaseUnits)
    const stageId = terms.stages[0]?.id ?? ''
    const stages: StageResult[] = [
      { stageId, inBaseUnits: amountBaseUnits, allotments, dustBaseUnits, outBaseUnits: 0n, counter: null },
    ]
    return [{ id: agreement.id, terms, installedBy: {}, brought: ofHotspots, fedBaseUnits: 0n, amountBaseUnits, stages }]
  })
}
