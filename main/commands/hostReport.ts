/** `host-report`: what each host hosted between two days and what splits gave them for it, as JSON. */
import type { Install } from '#core/agreements/installs'
import { formatAmount } from '#core/model/money'
import { periodDates } from '#core/model/periodDates'
import { hostReport } from '#core/rewards/hostReport'
import type { SplitFile } from '#core/rewards/splitFile'
import { type CommandResult, readOptions, required, UsageProblem } from './commandLine'
import { readSplit } from './correctedSplits'

/** @throws UsageProblem, or a Problem naming the split that cannot be used. */
export async function hostReportCommand(args: readonly string[]): Promise<CommandResult> {
  const { values, lists, positionals } = readOptions(args, ['from', 'to'], { lists: ['split'] })
  if (positionals.length > 0) throw new UsageProblem(`"${positionals[0]}" is not an option of host-report.`)
  if (lists.split.length === 0) throw new UsageProblem('--split is missing.')
  const dates = periodDates(required(values.from, 'from'), required(values.to, 'to'))
  const splits = await Promise.all(lists.split.map((path) => readSplit(path, 'split')))
  const { hosts, undated } = hostReport(installsIn(splits), splits, dates)
  const names = new Map(splits.flatMap(({ members }) => members.map(({ id, name }) => [id, name])))
  const output = {
    ...dates,
    hosts: hosts.map(({ hostId, hotspots, hotspotDays, hosted, periods }) => ({
      ...{ hostId, name: names.get(hostId) ?? hostId, hotspots, hotspotDays, hosted },
      periods: periods.map(({ token, asHostBaseUnits, otherBaseUnits, ...period }) => ({
        ...period,
        token: token.symbol,
        asHost: formatAmount(asHostBaseUnits, token.decimals),
        asHostBaseUnits: asHostBaseUnits.toString(),
        otherwise: formatAmount(otherBaseUnits, token.decimals),
        otherBaseUnits: otherBaseUnits.toString(),
      })),
    })),
  }
  return { output, complaints: undated.map((name) => `"${name}" has no dates: nothing of it is counted.`), exitCode: 0 }
}

/** Each install once, as the latest split has it: when the earlier ones were made, it may not have ended. */
function installsIn(splits: readonly SplitFile[]): Install[] {
  const dated = splits.flatMap((split) => (split.format === 'commonmast-split-v3' ? [split] : []))
  const byTime = dated.toSorted((one, other) => ((one.period.start ?? '') < (other.period.start ?? '') ? -1 : 1))
  const found = new Map<string, Install>()
  for (const { installs } of byTime) {
    for (const install of installs) found.set(`${install.hotspotKey} ${install.from}`, install)
  }
  return [...found.values()]
}
