/** Statements of closed periods as files: for one member and period by themselves, more of them as a ZIP. */

import { Problem } from '#core/model/problem'
import type { SplitMemberV3 } from '#core/rewards/splitFileV3'
import { type ExportTarget, exportEntries } from '#core/statements/exportEntries'
import { fileNamePart } from '#core/statements/exportFile'
import { entriesOfCooperative, entriesOfMember } from '#core/statements/splitEntries'
import { allStatements, periodsOf } from '#core/statements/splitStatements'
import type { StatementSource } from '#core/statements/statementSource'
import { callOnce, connectWorker } from '../../platform/connectWorker'
import { saveFile } from '../../platform/saveFile'
import { sealStatementsContract } from '../../workers/sealStatementsContract'
import { printStatements } from '../sheets/printStatements'
import { periodNames } from './sealedFiles'
import { type FileToPack, zipFiles } from './zipFiles'

export interface SaveOptions {
  signal: AbortSignal
  /** From 0 to 1. */
  onProgress: (part: number) => void
}

const MEDIA_TYPES: Record<string, string> = { csv: 'text/csv;charset=utf-8', pdf: 'application/pdf', json: 'application/json' }

/**
 * A PDF and a CSV of each member and period.
 * @returns how many statements were saved
 * @throws Problem `statements.cancelled` or `worker.failed`; no file was saved then
 */
export async function saveStatements(
  source: StatementSource,
  members: readonly SplitMemberV3[],
  { signal, onProgress }: SaveOptions,
): Promise<number> {
  const count = members.reduce((sum, { id }) => sum + periodsOf(source, id).length, 0)
  const files = printStatements(allStatements(source, members), { signal, onProgress: (done) => onProgress(done / count) })
  try {
    await saveAll(files, `${nameOf(source, members)}-statements`, count === 1)
  } catch (thrown) {
    if (!(thrown instanceof Problem) || thrown.code !== 'statements.cancelled') throw thrown
    throw new Problem('statements.cancelled', 'Printing was stopped, and no file was saved.', { cause: thrown })
  }
  return count
}

/**
 * The statement of each member that a second machine works out again.
 * @returns how many statements were saved
 * @throws Problem `statements.cancelled`, or those of `createSealedStatements`; no file was saved then
 */
export async function saveSealedStatements(
  source: StatementSource,
  members: readonly SplitMemberV3[],
  { signal, onProgress }: SaveOptions,
): Promise<number> {
  const worker = new Worker(new URL('../../workers/sealStatements.worker.ts', import.meta.url), { type: 'module' })
  const client = connectWorker('sealStatements', sealStatementsContract, worker, { patienceMs: 0, endedProblem })
  const { cooperative, zone, periods } = source
  const splits = periods.map(({ split }) => split)
  const input = {
    source: { cooperative, zone, splits, payouts: periods.flatMap(({ payout }) => payout ?? []) },
    memberIds: members.map(({ id }) => id),
  }
  const { fileName, blob } = await callOnce(client, 'seal', input, {
    signal,
    onProgress: ({ done, total }) => onProgress(done / total),
  })
  saveFile(members.length === 1 ? fileName : `${nameOf(source, members)}-to-verify.zip`, blob)
  return members.length
}

function endedProblem(): Problem {
  return new Problem('statements.cancelled', 'This was stopped, and no file was saved.')
}

/**
 * The entries of a member's book, or of the cooperative's where none is given, for another program.
 * @returns what a person should know of the file
 * @throws Problem `entries.*` or `export.*`
 */
export function saveEntries(source: StatementSource, member: SplitMemberV3 | null, target: ExportTarget): string[] {
  const { book, notes } = member ? entriesOfMember(source, member) : entriesOfCooperative(source)
  const file = exportEntries(target, book)
  const owner = member ? `${fileNamePart(member.name || member.id)}-` : ''
  saveFile(`${owner}${file.fileName}`, file.text, 'text/plain;charset=utf-8')
  return [...notes, ...file.notes]
}

async function saveAll(files: AsyncIterable<FileToPack>, zipName: string, isOne: boolean): Promise<void> {
  if (!isOne) {
    saveFile(`${zipName}.zip`, await zipFiles(files), 'application/zip')
    return
  }
  const all: FileToPack[] = []
  for await (const file of files) all.push(file)
  for (const { fileName, content } of all) {
    const ending = fileName.slice(fileName.lastIndexOf('.') + 1)
    saveFile(fileName, typeof content === 'string' ? content : new Uint8Array(content), MEDIA_TYPES[ending])
  }
}

/** "Ada-HNT-March", or of many periods the first and the last. */
function nameOf(source: StatementSource, members: readonly SplitMemberV3[]): string {
  const [only] = members
  const who = members.length === 1 && only ? [only.name || only.id] : []
  return [...who, source.token.symbol, ...periodNames(source)].map(fileNamePart).join('-')
}
