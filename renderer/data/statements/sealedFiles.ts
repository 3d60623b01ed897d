/** Sealed statements as files, one member after another. */
import { Problem } from '#core/model/problem'
import { nextTurn } from '#core/model/turns'
import { fileNamePart } from '#core/statements/exportFile'
import { freeFileName } from '#core/statements/freeFileName'
import { createSealedStatements } from '#core/statements/sealed/makeSealedStatement'
import { membersOf, type StatementSource } from '#core/statements/statementSource'

interface SealOptions {
  signal: { readonly aborted: boolean }
  /** Called after each statement. */
  onProgress: (done: number) => void
}

/** @throws Problem `statements.cancelled`, or those of `createSealedStatements` */
export async function* sealedFiles(
  source: StatementSource,
  memberIds: readonly string[],
  { signal, onProgress }: SealOptions,
): AsyncGenerator<{ fileName: string; content: string }> {
  const make = createSealedStatements(source)
  const members = new Map(membersOf(source).map((member) => [member.id, member]))
  const taken = new Set<string>()
  const names = periodNames(source)
  for (const [done, id] of memberIds.entries()) {
    if (signal.aborted) throw new Problem('statements.cancelled', 'This was stopped, and no file was saved.')
    const member = members.get(id)
    if (!member) continue
    const plain = [member.name || member.id, source.token.symbol, ...names].map(fileNamePart).join('-')
    const content = `${JSON.stringify(make(member), null, 1)}\n`
    yield { fileName: `${freeFileName(plain, id, taken)}.commonmast-statement.json`, content }
    onProgress(done + 1)
    await nextTurn()
  }
}

/** Of the only period, or of the first and the last. */
export function periodNames({ periods }: StatementSource): string[] {
  return [...new Set([periods[0]?.name ?? '', periods.at(-1)?.name ?? ''])]
}
