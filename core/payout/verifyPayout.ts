/**
 * Recomputes a payout file from its own contents and names everything that does not hold: the split inside it, payees,
 * leaves, proofs, roots, totals, the transaction's bytes and who signed them. SPEC.md, rules [VP1] to [VP4].
 */
import { contentDigest } from '../model/contentDigest'
import { checkAddress } from '../model/evmAddress'
import { type Finding, schemaFindings } from '../model/finding'
import { Problem } from '../model/problem'
import { verifySplit } from '../rewards/verifySplit'
import { foldProof, loadFoldPair } from './merkleProof'
import { buildMerkleTree } from './merkleTree'
import { factsOf } from './paidPeriods'
import { heldBefore, type PayoutFile, payoutFileSchema } from './payoutFile'
import { rootOf } from './preparePayout'
import { checkHeldBefore, heldMembers, type PayeeSum, payoutTotals, sumPayees } from './sumPayees'
import { verifyTransaction } from './verifyTransaction'

/** @returns what does not hold, in the order of the file; empty when all of it does. Never throws. */
export async function verifyPayout(file: unknown): Promise<Finding[]> {
  const parsed = payoutFileSchema.safeParse(file)
  if (!parsed.success) return schemaFindings(parsed.error)
  const payout = parsed.data
  const raw = file as { split: unknown }
  const findings: Finding[] = verifySplit(raw.split).map(({ where, message }) => ({ where: `split.${where}`, message }))
  const add = (where: string, message: string) => findings.push({ where, message })

  const expected = verifyPayees(payout, add)
  if (payout.format !== 'commonmast-payout-v1') verifyPeriods(payout, add)
  await verifyTree(payout, add)
  verifyHeld(payout, add)
  verifyTotals(payout, expected, add)
  await verifyTransaction(payout, add)
  attempt('contentSha256', add, () => {
    const digest = contentDigest(raw)
    if (digest !== payout.contentSha256) {
      add('contentSha256', `reads ${payout.contentSha256}, but the contents give ${digest}: the file was changed`)
    }
  })
  return findings
}

type AddFinding = (where: string, message: string) => void

/** Runs a check; a Problem it throws becomes a finding at this place. */
function attempt(where: string, add: AddFinding, check: () => void): void {
  try {
    check()
  } catch (thrown) {
    add(where, Problem.from(thrown, 'verify.unreadable', 'cannot be worked out from what the file says').message)
  }
}

function placeOf(payout: PayoutFile, at: number): string {
  const payee = payout.payees[at]
  return `payees[${at}] ${payee?.address} ${payee?.memberIds.length ? `member ${payee.memberIds.join(', ')}` : 'from before'}`
}

function verifyPayees(payout: PayoutFile, add: AddFinding): PayeeSum[] {
  const previous = new Map<string, bigint>()
  payout.payees.forEach((payee, at) => {
    if (previous.has(payee.address)) add(placeOf(payout, at), 'stands in the file twice')
    previous.set(payee.address, BigInt(payee.previousBaseUnits))
    attempt(placeOf(payout, at), add, () => checkAddress(payee.address, 'the payee'))
  })
  const carried = new Map([...previous].filter(([, amount]) => amount > 0n))
  attempt('heldBefore', add, () =>
    checkHeldBefore(payout.split, heldBefore(payout), 'periods' in payout ? payout.periods.slice(0, -1) : []),
  )
  const expected = sumPayees(payout.split, carried, heldBefore(payout))
  const byAddress = new Map(expected.map((payee) => [payee.address, payee]))
  payout.payees.forEach((payee, at) => {
    const due = byAddress.get(payee.address)
    const where = placeOf(payout, at)
    if (!due) {
      add(where, 'is due nothing, neither in this split nor from before')
      return
    }
    if (JSON.stringify(payee.memberIds) !== JSON.stringify(due.memberIds)) {
      add(
        where,
        `stands for ${payee.memberIds.join(', ') || 'nobody'}, but the split gives ${due.memberIds.join(', ') || 'nobody'} this address`,
      )
    }
    if (BigInt(payee.periodBaseUnits) !== due.period) {
      add(where, `is paid ${payee.periodBaseUnits} base units for the period, but the split gives ${due.period}`)
    }
    const fromHeld = 'fromHeldBaseUnits' in payee ? String(payee.fromHeldBaseUnits) : '0'
    if (BigInt(fromHeld) !== due.fromHeld) {
      add(where, `is paid ${fromHeld} base units of what was held, but ${due.fromHeld} can be paid of it`)
    }
    if (BigInt(payee.previousBaseUnits) + BigInt(payee.periodBaseUnits) !== BigInt(payee.cumulativeBaseUnits)) {
      add(
        where,
        `${payee.previousBaseUnits} before and ${payee.periodBaseUnits} now do not add up to ${payee.cumulativeBaseUnits}`,
      )
    }
  })
  for (const { address, memberIds, cumulative } of expected) {
    if (!previous.has(address))
      add(`payees ${address} member ${memberIds.join(', ')}`, `is missing, but is due ${cumulative} base units`)
  }
  return expected
}

async function verifyTree(payout: PayoutFile, add: AddFinding): Promise<void> {
  const { payees, merkle, previousRoot } = payout
  const before = new Map(
    payees.map((payee) => [payee.address, BigInt(payee.previousBaseUnits)] as const).filter(([, sum]) => sum > 0n),
  )
  try {
    const rootBefore = await rootOf(before)
    if (rootBefore !== previousRoot) add('previousRoot', `reads ${previousRoot}, but the totals from before give ${rootBefore}`)
    const leaves = payees.map(({ address, cumulativeBaseUnits }) => ({ address, amountBaseUnits: BigInt(cumulativeBaseUnits) }))
    const tree = await buildMerkleTree(leaves)
    const rootHolds = tree.root === merkle.root
    const fold = await loadFoldPair()
    payees.forEach((payee, at) => {
      const where = placeOf(payout, at)
      const leaf = tree.leafHash(at)
      if (payee.leafHash !== leaf) add(where, `has leaf ${payee.leafHash}, but its address and total give ${leaf}`)
      // With the right root the right proof is known; with a wrong one each proof is folded, so that only bad rows are named.
      const proofHolds = rootHolds
        ? payee.proof.join() === tree.proof(at).join()
        : foldProof(payee.leafHash, payee.proof, fold) === merkle.root
      if (!proofHolds) add(where, 'has a proof that does not lead to the root')
    })
    if (!rootHolds) add('merkle.root', `reads ${merkle.root}, but the payees give ${tree.root}`)
  } catch (thrown) {
    add('merkle', Problem.from(thrown, 'verify.unreadable', 'cannot be worked out from what the file says').message)
  }
}

/** The periods before are the word of the payout before; the last is the split's, and none stands there twice. */
function verifyPeriods({ periods, split }: Exclude<PayoutFile, { format: 'commonmast-payout-v1' }>, add: AddFinding): void {
  const own = factsOf(split)
  const last = periods.at(-1)
  const where = `periods[${Math.max(periods.length - 1, 0)}] ${own.name}`
  if (!last) add(where, 'is missing')
  for (const field of Object.keys(own) as (keyof typeof own)[]) {
    if (last && last[field] !== own[field]) add(where, `has ${field} ${last[field]}, but the split gives ${own[field]}`)
  }
  const seen = new Set<string>()
  periods.forEach(({ id, name }, at) => {
    if (seen.has(id)) add(`periods[${at}] ${name}`, 'stands in the file twice')
    seen.add(id)
  })
}

function verifyHeld(payout: PayoutFile, add: AddFinding): void {
  const expected = heldMembers(payout.split, heldBefore(payout))
  const byId = new Map(expected.map((member) => [member.memberId, member]))
  const seen = new Set<string>()
  payout.held.forEach((held, at) => {
    const where = `held[${at}] member ${held.memberId}`
    const due = byId.get(held.memberId)
    if (seen.has(held.memberId)) add(where, 'stands in the file twice')
    seen.add(held.memberId)
    if (!due) add(where, 'is not held by the split')
    else if (due.amountBaseUnits !== held.amountBaseUnits) {
      add(where, `holds ${held.amountBaseUnits} base units, but the split holds ${due.amountBaseUnits}`)
    } else if (due.name !== held.name) add(where, `is called "${held.name}", but "${due.name}" in the split`)
  })
  for (const { memberId, amountBaseUnits } of expected) {
    if (!seen.has(memberId)) add(`held member ${memberId}`, `is missing, but the split holds ${amountBaseUnits} base units`)
  }
}

function verifyTotals(payout: PayoutFile, expected: readonly PayeeSum[], add: AddFinding): void {
  const totals = payoutTotals(payout.split, expected, heldBefore(payout))
  for (const field of Object.keys(totals) as (keyof typeof totals)[]) {
    if (payout.totals[field] !== totals[field])
      add(`totals.${field}`, `reads ${payout.totals[field]}, but the payees give ${totals[field]}`)
  }
}
