/** `statement`: closed periods in; what one member or all of them got out, as sealed statements, tables or the entries of a book. */
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '#core/model/problem'
import { ENTRIES_FORMAT } from '#core/statements/entriesFile'
import { fileNamePart } from '#core/statements/exportFile'
import { freeFileName } from '#core/statements/freeFileName'
import { hasTransaction } from '#core/statements/paymentState'
import { createSealedStatements } from '#core/statements/sealed/makeSealedStatement'
import { STATEMENT_FORMAT } from '#core/statements/sealed/sealedStatement'
import { entriesOfCooperative, entriesOfMember } from '#core/statements/splitEntries'
import { allStatements } from '#core/statements/splitStatements'
import { statementFiles } from '#core/statements/statementFiles'
import { findMember, membersOf, readStatementSource, type StatementSource } from '#core/statements/statementSource'
import { type CommandResult, readOptions, required, UsageProblem } from './commandLine'
import { readSplit } from './correctedSplits'
import { readStatedPayouts } from './statedPayouts'
import { checkOutput, writeJsonFile, writeTextFile } from './writeJsonFile'

const TARGETS = ['json', 'csv', 'entries'] as const
type Target = (typeof TARGETS)[number]

interface Job {
  source: StatementSource
  /** Null for all. */
  member: string | null
  out: string
  inputs: readonly string[]
}

/** @throws UsageProblem, or a Problem naming what in the files cannot be stated. */
export async function statement(args: readonly string[]): Promise<CommandResult> {
  const { values, flags, lists, positionals } = readOptions(args, ['member', 'out', 'to', 'cooperative', 'zone', 'currency'], {
    flags: ['all'],
    lists: ['split', 'payout', 'moves'],
  })
  if (positionals.length > 0) throw new UsageProblem(`"${positionals[0]}" is not an option of statement.`)
  if (lists.split.length === 0) throw new UsageProblem('--split is missing.')
  if ((values.member !== undefined) === flags.all) throw new UsageProblem('Give either --member or --all.')
  const target = targetOf(values.to)
  const out = required(values.out, 'out')
  const inputs = [...lists.split, ...lists.payout, ...lists.moves]
  const isOneFile = target === 'entries' || (target === 'json' && !flags.all)
  if (isOneFile) await checkOutput(out, inputs)
  else await checkFolder(out)

  const splits = await Promise.all(lists.split.map((path) => readSplit(path, 'split')))
  const source = readStatementSource({
    cooperative: values.cooperative ?? 'Cooperative',
    zone: values.zone ?? 'UTC',
    splits,
    ...(await readStatedPayouts(lists, splits)),
    currency: values.currency,
  })
  const job: Job = { source, member: values.member ?? null, out, inputs }
  return isOneFile ? (target === 'entries' ? writeEntries(job) : writeOne(job)) : writeMany(job, target)
}

function targetOf(name = 'json'): Target {
  const target = TARGETS.find((each) => each === name)
  if (target) return target
  throw new UsageProblem(`--to must be one of ${TARGETS.join(', ')}, not "${name.slice(0, 40)}".`)
}

async function checkFolder(out: string): Promise<void> {
  const kind = await stat(out).catch(() => null)
  if (kind?.isDirectory()) return
  throw new Problem('output.no-folder', `There is no folder ${out}: several files are made, so make it, or choose another --out.`)
}

async function writeEntries({ source, member, out, inputs }: Job): Promise<CommandResult> {
  const { book, notes } = member === null ? entriesOfCooperative(source) : entriesOfMember(source, findMember(source, member))
  const file = {
    format: ENTRIES_FORMAT,
    ...book,
    entries: book.entries.map((entry) => ({ ...entry, amountBaseUnits: entry.amountBaseUnits.toString() })),
  }
  await writeJsonFile(out, file, inputs)
  return { output: { format: ENTRIES_FORMAT, out, entries: book.entries.length }, complaints: notes, exitCode: 0 }
}

async function writeOne({ source, member, out, inputs }: Job): Promise<CommandResult> {
  const file = createSealedStatements(source)(findMember(source, member ?? ''))
  await writeJsonFile(out, file, inputs)
  const { contentSha256, periods } = file
  const output = { format: STATEMENT_FORMAT, out, member: file.member, periods: periods.length, contentSha256 }
  return { output, complaints: unsignedNotes(source), exitCode: 0 }
}

async function writeMany({ source, member, out, inputs }: Job, target: Target): Promise<CommandResult> {
  const members = member === null ? membersOf(source) : [findMember(source, member)]
  let files = 0
  const write = async (fileName: string, text: string) => {
    await writeTextFile(join(out, fileName), text, inputs)
    files++
  }
  if (target === 'json') {
    const make = createSealedStatements(source)
    const taken = new Set<string>()
    for (const one of members) {
      const plain = [one.name, source.token.symbol, 'statement'].map(fileNamePart).join('-')
      await write(`${freeFileName(plain, one.id, taken)}.json`, `${JSON.stringify(make(one), null, 1)}\n`)
    }
  } else {
    for await (const { fileName, content } of statementFiles(allStatements(source, members))) {
      await write(fileName, String(content))
    }
  }
  return { output: { out, members: members.length, files }, complaints: unsignedNotes(source), exitCode: 0 }
}

/** What a reader of these statements could take for paid. */
function unsignedNotes({ periods }: StatementSource): string[] {
  return periods
    .filter(({ payment, split }) => !hasTransaction(payment) && split.totals.payees > 0)
    .map(({ name, payment }) => `The payments of "${name}" have no transaction, since ${payment.words}.`)
}
