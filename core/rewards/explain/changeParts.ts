/** The parts of a change, collected by member. Base units. */
import { compareBigints } from '../../model/money'
import type { Cause, StageCause } from './changeCause'
import type { SettlementKind } from './settlementLines'

export type ChangeCause = StageCause | 'agreement-began' | 'agreement-ended' | 'taken-back' | SettlementKind

export interface ChangePart extends Cause<ChangeCause> {
  /** Of what the member is paid more; below zero for less. */
  baseUnits: bigint
  /** Where it is of a stage, from 1 on. */
  stage: { appliedId: string; agreementName: string; number: number } | null
}

/** Parts of one stage with one cause are one part; those of nothing are left out. */
export class PartsByMember {
  readonly #parts = new Map<string, Map<string, ChangePart>>()

  add(memberId: string, key: string, part: ChangePart): void {
    let ofMember = this.#parts.get(memberId)
    if (!ofMember) {
      ofMember = new Map()
      this.#parts.set(memberId, ofMember)
    }
    const known = ofMember.get(key)
    if (known) known.baseUnits += part.baseUnits
    else ofMember.set(key, part)
  }

  of(memberId: string): ChangePart[] {
    return [...(this.#parts.get(memberId)?.values() ?? [])]
      .filter(({ baseUnits }) => baseUnits !== 0n)
      .sort((one, other) => bySize(one.baseUnits, other.baseUnits))
  }
}

/** For sorting: the largest first, whatever its sign. */
export function bySize(one: bigint, other: bigint): number {
  return compareBigints(other < 0n ? -other : other, one < 0n ? -one : one)
}
