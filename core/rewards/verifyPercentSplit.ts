/**
 * Recomputes a split by percentages, of version 1 or 2, under its own rule: each hotspot's reward was apportioned alone.
 * Nothing in it is believed that can be worked out again. SPEC.md, rules [VS1] to [VS6].
 */

import { apportion, type Weight } from '../agreements/apportion'
import { agreementWeights } from '../agreements/percent'
import { createTermsChooser } from '../agreements/termsInForce'
import { contentDigest } from '../model/contentDigest'
import { type Finding, schemaFindings } from '../model/finding'
import { checkMemberAddress } from '../model/memberAddress'
import { sumBaseUnits } from '../model/money'
import { Problem } from '../model/problem'
import { type PercentSplitFile, percentSplitFileSchema, type SplitRow } from './splitFile'
import { splitTotals } from './splitTotals'
import { termsOf } from './termsOf'
import { verifyPeriod } from './verifyPeriod'

/** @returns what does not hold, in the order of the file; empty when all of it does. Never throws. */
export function verifyPercentSplit(file: unknown): Finding[] {
  const parsed = percentSplitFileSchema.safeParse(file)
  if (!parsed.success) return schemaFindings(parsed.error)
  const findings: Finding[] = []
  const add = (where: string, message: string) => findings.push({ where, message })
  const split = parsed.data

  const weightsById = verifyAgreements(split, add)
  const computed = verifyRows(split, weightsById, add)
  verifyMembers(split, computed.due, add)
  verifyTotals(split, computed, add)
  if (split.format === 'commonmast-split-v2') verifyPeriod(split, add)
  verifyDigest(file as object, split.contentSha256, add)
  return findings
}

type Add = (where: string, message: string) => void

interface Computed {
  due: Map<string, bigint>
  roundedUnits: number
}

function verifyAgreements(split: PercentSplitFile, add: Add): Map<string, Weight[]> {
  const memberIds = new Set(split.members.map((member) => member.id))
  const weightsById = new Map<string, Weight[]>()
  split.agreements.forEach((agreement, at) => {
    const where = `agreements[${at}] ${agreement.name}`
    for (const { memberId } of agreement.shares) {
      if (!memberIds.has(memberId)) add(`${where} member ${memberId}`, 'is not among the members of the file')
    }
    try {
      weightsById.set(agreement.id, agreementWeights(agreement))
    } catch (thrown) {
      add(where, sentence(thrown))
    }
  })
  return weightsById
}

function verifyRows(split: PercentSplitFile, weightsById: ReadonlyMap<string, Weight[]>, add: Add): Computed {
  const due = new Map<string, bigint>()
  const seen = new Set<string>()
  let roundedUnits = 0
  const choose = chooser(split, add)
  split.rows.forEach((row, at) => {
    const where = `rows[${at}] hotspot ${row.hotspotKey}`
    if (seen.has(row.hotspotKey)) add(where, 'stands in the file twice')
    seen.add(row.hotspotKey)
    const agreement = chosenFor(row, where, choose, add)
    const weights = agreement && weightsById.get(agreement.id)
    if (!agreement || !weights) return
    if (row.agreementId !== agreement.id) add(where, `names agreement "${row.agreementId}", but "${agreement.id}" applies`)
    const { amounts, leftoverUnits } = apportion(BigInt(row.amountBaseUnits), weights)
    roundedUnits += leftoverUnits
    for (const [memberId, amount] of amounts) due.set(memberId, (due.get(memberId) ?? 0n) + amount)
    verifyShares(row, amounts, where, add)
  })
  return { due, roundedUnits }
}

type Chooser = (row: SplitRow) => { id: string } | null

function chooser(split: PercentSplitFile, add: Add): Chooser | null {
  try {
    // Version 1 knew hotspots by their key alone.
    const network = split.format === 'commonmast-split-v1' ? undefined : split.period.network
    const choose = createTermsChooser(split.agreements.map(termsOf), network)
    // Percentages hold at any time.
    return (row) => choose(row, '')
  } catch (thrown) {
    add('agreements', sentence(thrown))
    return null
  }
}

function chosenFor(row: SplitRow, where: string, choose: Chooser | null, add: Add): { id: string } | null {
  if (!choose) return null
  try {
    const agreement = choose(row)
    if (!agreement) add(where, 'no agreement in the file applies to it')
    return agreement
  } catch (thrown) {
    add(where, sentence(thrown))
    return null
  }
}

function verifyShares(row: SplitRow, amounts: ReadonlyMap<string, bigint>, where: string, add: Add): void {
  const shown = new Set<string>()
  for (const { memberId, amountBaseUnits } of row.shares) {
    const place = `${where} member ${memberId}`
    const amount = amounts.get(memberId)
    if (shown.has(memberId)) add(place, 'has two shares of the row')
    else if (amount === undefined) add(place, 'has a share, but the agreement gives it none')
    else if (amount !== BigInt(amountBaseUnits))
      add(place, `has ${amountBaseUnits} base units, but the agreement gives ${amount}`)
    shown.add(memberId)
  }
  for (const [memberId, amount] of amounts) {
    if (!shown.has(memberId)) add(`${where} member ${memberId}`, `has no share, but the agreement gives ${amount} base units`)
  }
  const shared = sumBaseUnits(row.shares.map((share) => BigInt(share.amountBaseUnits)))
  if (shared !== BigInt(row.amountBaseUnits)) {
    add(where, `is rewarded ${row.amountBaseUnits} base units, but its shares add up to ${shared}`)
  }
}

function verifyMembers(split: PercentSplitFile, due: ReadonlyMap<string, bigint>, add: Add): void {
  const seen = new Set<string>()
  split.members.forEach((member, at) => {
    const where = `members[${at}] member ${member.id}`
    if (seen.has(member.id)) add(where, 'stands in the file twice')
    seen.add(member.id)
    const amount = due.get(member.id) ?? 0n
    if (amount !== BigInt(member.amountBaseUnits)) {
      add(where, `is due ${member.amountBaseUnits} base units, but the rows give ${amount}`)
    }
    const status = member.address === null ? 'held' : 'paid'
    if (member.status !== status) add(where, `is marked "${member.status}", but is "${status}" by its address`)
    if (member.address === null) return
    try {
      checkMemberAddress(member.address, `member "${member.name}"`)
    } catch (thrown) {
      add(where, sentence(thrown))
    }
  })
}

function verifyTotals(split: PercentSplitFile, { due, roundedUnits }: Computed, add: Add): void {
  const amounts = split.rows.map((row) => BigInt(row.amountBaseUnits))
  const expected = splitTotals(amounts, split.members, due, roundedUnits)
  for (const field of Object.keys(expected) as (keyof typeof expected)[]) {
    if (split.totals[field] !== expected[field]) {
      add(`totals.${field}`, `reads ${split.totals[field]}, but the rows give ${expected[field]}`)
    }
  }
  if (expected.dustBaseUnits !== '0') add('totals', `${expected.dustBaseUnits} base units of the rows go to nobody in the file`)
}

function verifyDigest(file: object, stated: string, add: Add): void {
  try {
    const digest = contentDigest(file)
    if (digest !== stated) add('contentSha256', `reads ${stated}, but the contents give ${digest}: the file was changed`)
  } catch (thrown) {
    add('contentSha256', sentence(thrown))
  }
}

function sentence(thrown: unknown): string {
  return Problem.from(thrown, 'verify.unreadable', 'cannot be worked out from what the file says').message
}
