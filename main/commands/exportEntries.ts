/** `export`: a `commonmast-entries-v1` file in, a file for a tax program, a book or a spreadsheet out. */

import { Problem } from '#core/model/problem'
import { ENTRIES_FORMAT, readEntries } from '#core/statements/entriesFile'
import { exportEntries, exportTargets, isExportTarget } from '#core/statements/exportEntries'
import { type CommandResult, readOptions, required, succeeded, UsageProblem } from './commandLine'
import { readJsonFile } from './readJsonFile'
import { checkOutput, writeTextFile } from './writeJsonFile'

/** @throws UsageProblem, or a Problem naming what in the entries cannot be exported. */
export async function exportCommand(args: readonly string[]): Promise<CommandResult> {
  const { values, positionals } = readOptions(args, ['entries', 'to', 'out'] as const)
  if (positionals.length > 0) throw new UsageProblem(`"${positionals[0]}" is not an option of export.`)
  const entriesPath = required(values.entries, 'entries')
  const target = required(values.to, 'to')
  const out = required(values.out, 'out')
  if (!isExportTarget(target))
    throw new UsageProblem(`--to must be one of ${exportTargets.join(', ')}, not "${target.slice(0, 40)}".`)
  await checkOutput(out, [entriesPath])

  const { format, document } = await readJsonFile(entriesPath)
  if (format !== ENTRIES_FORMAT) {
    throw new Problem('export.no-entries', `${entriesPath} is no ${ENTRIES_FORMAT} file: give the entries of a book.`)
  }
  const input = readEntries(document)
  const { text, fileName, notes } = exportEntries(target, input)
  await writeTextFile(out, text, [entriesPath])
  return { ...succeeded({ target, out, suggestedName: fileName, entries: input.entries.length }), complaints: notes }
}
