/** What a split gave each member as a host, with the times over which it was earned, and what it gave them otherwise. Base units. */
import { receiversOf } from '../agreements/checkTerms'
import type { Terms } from '../model/terms'
import type { SplitFile } from './splitFile'
import type { SplitApplied, SplitFileV3 } from './splitFileV3'

export interface GivenToHost {
  /** For each agreement as it applied to the host. Below zero where a correction takes back. */
  asHost: { amountBaseUnits: bigint; spans: Span[] }[]
  otherBaseUnits: bigint
}

interface Span {
  start: string
  end: string
  /** Of the rewards of this time. */
  amountBaseUnits: bigint
}

/**
 * By member id. Stages that pay the install's host, or name a share as the host's, give as to a host; splits of versions 1
 * and 2 know of no hosts. The split's period has dates.
 */
export function givenToHosts(split: SplitFile): Map<string, GivenToHost> {
  const given = new Map<string, GivenToHost>()
  for (const { id, amountBaseUnits } of split.members) given.set(id, { asHost: [], otherBaseUnits: BigInt(amountBaseUnits) })
  if (split.format !== 'commonmast-split-v3') return given
  const spansOf = readSpans(split)
  const terms = new Map<string, Pick<Terms, 'stages'>>(split.agreements.map((each) => [each.id, each]))
  const add = (applied: readonly SplitApplied[], sign: bigint, stagesOf: ReadonlyMap<string, Pick<Terms, 'stages'>>) => {
    for (const one of applied) {
      for (const [hostId, amount] of asHostIn(one, stagesOf.get(one.agreementId)?.stages ?? [])) {
        const member = given.get(hostId)
        if (!member || amount === 0n) continue
        member.asHost.push({ amountBaseUnits: sign * amount, spans: spansOf(one.id) })
        member.otherBaseUnits -= sign * amount
      }
    }
  }
  add(split.applied, 1n, terms)
  if (split.correction) add(split.correction.before, -1n, terms)
  return given
}

/** By member id, in one agreement as it applied. */
function asHostIn({ stages: results }: SplitApplied, stages: Terms['stages']): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  results.forEach(({ allotments }, at) => {
    const stage = stages[at]
    const receivers = stage ? receiversOf(stage) : []
    allotments.forEach(({ kind, id, role, amountBaseUnits }, position) => {
      const isHosts = role === 'host' || receivers[position]?.install === 'host'
      if (kind === 'member' && isHosts) sums.set(id, (sums.get(id) ?? 0n) + BigInt(amountBaseUnits))
    })
  })
  return sums
}

/** When the rewards of an agreement as it applied were earned; of one without rewards over all of the period. */
function readSpans({ rows, period }: SplitFileV3): (appliedId: string) => Span[] {
  const whole = { start: period.start ?? '', end: period.end ?? '' }
  const byApplied = new Map<string, Map<string, Span>>()
  const add = (appliedId: string, { start, end }: { start: string; end: string }, amount: string) => {
    const spans = byApplied.get(appliedId) ?? new Map<string, Span>()
    byApplied.set(appliedId, spans)
    const key = `${start} ${end}`
    spans.set(key, { start, end, amountBaseUnits: (spans.get(key)?.amountBaseUnits ?? 0n) + BigInt(amount) })
  }
  for (const { appliedId, amountBaseUnits, parts } of rows) {
    if (parts) for (const part of parts) add(part.appliedId, part, part.amountBaseUnits)
    else add(appliedId, whole, amountBaseUnits)
  }
  return (appliedId) => {
    const spans = [...(byApplied.get(appliedId)?.values() ?? [])].filter(({ amountBaseUnits }) => amountBaseUnits > 0n)
    return spans.length > 0 ? spans : [{ ...whole, amountBaseUnits: 1n }]
  }
}
