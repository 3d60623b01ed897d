/** Treasuries and tokens held against a snapshot of the chain; what is as it was typed is marked with it. */
import { Problem } from '#core/model/problem'
import { compareToken, compareTreasury, tellsOfToken, tellsOfTreasury } from '#core/treasury/accounts/compareAccounts'
import { readSnapshot } from '#core/treasury/chain/snapshot'
import type { SnapshotFinding } from '#core/treasury/chain/snapshotFinding'
import { db } from '../records/openRecords'
import { transact } from '../records/transact'
import { keepSeenCode } from './seenCode'

export interface ComparedAccount {
  name: string
  /** Refusals first; with one, the account is not marked as checked. */
  findings: SnapshotFinding[]
}

/**
 * @param document a `commonmast-snapshot-v1`
 * @returns every treasury and token that it tells of
 * @throws Problem `snapshot.*` or `data.*`
 */
export async function checkWithSnapshot(document: unknown, now = new Date()): Promise<ComparedAccount[]> {
  const snapshot = readSnapshot(document)
  const checked = { at: snapshot.takenAt, snapshotSha256: snapshot.contentSha256 }
  const act = { kind: 'treasury', title: 'Accounts compared with the chain' }
  const { value } = await transact(db, act, ['treasuries', 'tokens'], async (records) => {
    const compared: ComparedAccount[] = []
    for (const { id, name, facts } of await db.treasuries.toArray()) {
      if (facts.kind === 'solana' || !tellsOfTreasury(snapshot, facts)) continue
      const findings = compareTreasury(facts, snapshot, now)
      compared.push({ name, findings })
      await records.patch('treasuries', id, { checked: isRefused(findings) ? null : checked })
    }
    for (const { id, facts } of await db.tokens.toArray()) {
      if (!tellsOfToken(snapshot, facts)) continue
      const findings = compareToken(facts, snapshot, now)
      compared.push({ name: facts.symbol, findings })
      const captured = { ...facts, codeHash: facts.codeHash ?? snapshot.token?.codeHash ?? null }
      await records.patch('tokens', id, isRefused(findings) ? { checked: null } : { facts: captured, checked })
    }
    const names = compared.filter(({ findings }) => !isRefused(findings)).map(({ name }) => name)
    if (names.length > 0) records.nameAct(`${names.join(', ')} compared with the chain`)
    return compared
  })
  await keepSeenCode(snapshot)
  if (value.length > 0) return value
  throw new Problem(
    'snapshot.other-accounts',
    `The snapshot is of ${snapshot.treasury.address} on chain ${snapshot.chainId}, which is no treasury here: add it first, or take another.`,
  )
}

function isRefused(findings: readonly SnapshotFinding[]): boolean {
  return findings.some(({ refuses }) => refuses)
}
