/**
 * Recomputes a split of version 3: everything in it follows from what the network paid, the agreements, the members and the
 * books before, so it is made again and held against what the file says. SPEC.md, rules [VS1] to [VS10].
 */
import { contentDigest } from '../model/contentDigest'
import { type Finding, schemaFindings } from '../model/finding'
import { Problem } from '../model/problem'
import { type Difference, findDifferences } from './findDifferences'
import { amountsSha256 } from './period'
import { splitByTerms } from './splitByTerms'
import { percentSplitFileSchema, type SplitFile, splitFileSchema } from './splitFile'
import { type SplitFileV3, splitFileV3Schema } from './splitFileV3'
import { splitInputOf } from './splitInputOf'
import { payableIn } from './splitPeriod'
import { verifyPercentSplit } from './verifyPercentSplit'
import { verifyDates } from './verifyPeriod'

type Add = (where: string, message: string) => void

/** Never throws. */
export function verifySplitV3(file: unknown): Finding[] {
  const parsed = splitFileV3Schema.safeParse(file)
  if (!parsed.success) return schemaFindings(parsed.error)
  const split = parsed.data
  const findings: Finding[] = []
  const add: Add = (where, message) => findings.push({ where, message })
  attempt(add, 'the file', () => {
    const original = originalIn(split, add)
    const made = splitByTerms(splitInputOf(split, original))
    // What is wrong is named where it happened, before what follows from it.
    const inRows = findDifferences({ rows: split.rows }, { rows: made.rows }, [])
    for (const difference of [...inRows, ...findDifferences(split, made, ['contentSha256', 'correction', 'rows'])]) {
      add(difference.where, sentence(difference, 'the contents'))
    }
    const [before, expectedBefore] = [split.correction?.before ?? [], made.correction?.before ?? []]
    for (const difference of findDifferences({ before }, { before: expectedBefore }, [])) {
      add(`correction.${difference.where}`, sentence(difference, 'the original and what was shared before'))
    }
    verifyDates(split, made.period.contentSha256, add)
  })
  attempt(add, 'contentSha256', () => {
    const digest = contentDigest(file as object)
    if (digest !== split.contentSha256) {
      add('contentSha256', `reads ${split.contentSha256}, but the contents give ${digest}: the file was changed`)
    }
  })
  return findings
}

function sentence({ field, stated, expected }: Difference, what: string): string {
  return `${field === '' ? '' : `${field} `}reads ${stated}, but ${what} give ${expected}`
}

/** The split that a correction carries; it must hold itself. */
function originalIn(split: SplitFileV3, add: Add): SplitFile | undefined {
  const isCorrection = split.period.corrects.length > 0
  if (isCorrection !== (split.correction !== null)) {
    add(
      'correction',
      isCorrection ? 'is missing, though the period corrects others' : 'is there, though the period corrects none',
    )
  }
  if (!split.correction) return undefined
  const { original } = split.correction
  const findings = percentSplitFileSchema.safeParse(original).success ? verifyPercentSplit(original) : verifySplitV3(original)
  for (const { where, message } of findings) add(`correction.original.${where}`, message)
  const parsed = splitFileSchema.parse(original)
  const id = parsed.format === 'commonmast-split-v1' ? parsed.epoch.id : parsed.period.id
  const corrected = split.period.corrects.find((each) => each.id === id)
  if (!corrected) add('correction.original', `is of ${id}, which the period does not correct`)
  else verifyBefore(split, parsed, corrected.amountsSha256, add)
  return original as SplitFile
}

/** What was shared before is the original's, and that of other corrections where the period corrects those too. */
function verifyBefore(split: SplitFileV3, original: SplitFile, digest: string, add: Add): void {
  const payable = payableIn(original)
  const expected = amountsSha256(payable)
  if (digest !== expected) {
    add('period.corrects', `reads ${digest} for the original, but its rows give ${expected}`)
  }
  if (split.period.corrects.length > 1) return
  const before = new Map(payable.map(({ hotspotKey, amountBaseUnits }) => [hotspotKey, amountBaseUnits]))
  split.rows.forEach(({ hotspotKey, beforeBaseUnits = '0' }, at) => {
    const shared = before.get(hotspotKey) ?? 0n
    before.delete(hotspotKey)
    if (shared === BigInt(beforeBaseUnits)) return
    add(`rows[${at}] hotspot ${hotspotKey}`, `beforeBaseUnits reads ${beforeBaseUnits}, but the original gives ${shared}`)
  })
  for (const [hotspotKey, shared] of before) {
    if (shared !== 0n) add('rows', `have no hotspot ${hotspotKey}, of which the original shared ${shared}`)
  }
}

function attempt(add: Add, where: string, check: () => void): void {
  try {
    check()
  } catch (thrown) {
    add(where, Problem.from(thrown, 'verify.unreadable', 'cannot be worked out from what it says').message)
  }
}
