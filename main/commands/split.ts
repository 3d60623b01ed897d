/** `split`: one period's rewards and the agreements in, a `commonmast-split-v3` file out. */
import { basename } from 'node:path'
import { decodeText } from '#core/files/decodeText'
import type { FileProblem } from '#core/files/fileProblem'
import { hiddenWarning, tableWarnings } from '#core/files/tableWarnings'
import { formatAmount } from '#core/model/money'
import { normalText } from '#core/model/normalText'
import { plainName } from '#core/model/plainName'
import { Problem } from '#core/model/problem'
import { type RewardsReading, rowsTexts } from '#core/networks/rewardsReading'
import { heldMembers } from '#core/payout/sumPayees'
import { readAgreements } from '#core/rewards/agreementsFile'
import { agreementsReach, reachTexts } from '#core/rewards/agreementsReach'
import { type AgreementsReading, membersOfFile } from '#core/rewards/agreementsReading'
import { closingBooks } from '#core/rewards/closingBooks'
import { groupsByKey, hotspotsInGroups } from '#core/rewards/groupsByKey'
import { newCorrection, newPeriod, overpaidText, type PayablePeriod, type PeriodChoices } from '#core/rewards/newPeriod'
import { splitByTerms } from '#core/rewards/splitByTerms'
import type { SplitFile } from '#core/rewards/splitFile'
import type { SplitFileV3 } from '#core/rewards/splitFileV3'
import { sharedAddresses } from '#core/rewards/splitMembers'
import { termsOf } from '#core/rewards/termsOf'
import { unmatchedKeys, unmatchedText } from '#core/rewards/unmatchedKeys'
import { checkAddressesKept } from './changedAddresses'
import { type CommandIo, type CommandResult, readOptions, required, succeeded, UsageProblem } from './commandLine'
import { correctedBy, readSplit } from './correctedSplits'
import { datesOfRewards } from './datesOfRewards'
import { readFileBytes } from './readFileBytes'
import { answeringText, REWARDS_OPTIONS, readRewardsFile, rewardsAnswers, unansweredTexts } from './rewardsOptions'
import { checkOutput, writeJsonFile } from './writeJsonFile'

const OPTIONS = ['rewards', 'agreements', 'out', ...REWARDS_OPTIONS, 'payer', 'from', 'to', 'period', 'epoch'] as const

/** @throws UsageProblem, or a Problem naming what in the files cannot be used. */
export async function split(args: readonly string[], io: CommandIo): Promise<CommandResult> {
  const { values, flags, lists, positionals } = readOptions(args, OPTIONS, {
    flags: ['sum-rows'],
    lists: ['corrects', 'previous', 'confirm-address'],
  })
  if (positionals.length > 0) throw new UsageProblem(`"${positionals[0]}" is not an option of split.`)
  const rewardsPath = required(values.rewards, 'rewards')
  const agreementsPath = required(values.agreements, 'agreements')
  const out = required(values.out, 'out')
  const inputs = [rewardsPath, agreementsPath, ...lists.corrects, ...lists.previous]
  await checkOutput(out, inputs)

  const fileName = basename(rewardsPath)
  const bytes = await readFileBytes(rewardsPath)
  const reading = await readRewardsFile(fileName, bytes, rewardsAnswers(values, flags['sum-rows']))
  refuseProblems(rewardsPath, reading.problems, answeringText(reading.questions))
  const rewardsWarnings = warningsOf(rewardsPath, decodeText(bytes))
  const agreementsText = decodeText(await readFileBytes(agreementsPath))
  const read = readAgreements(basename(agreementsPath), agreementsText)
  const { members, groups, agreements } = read
  refuseProblems(agreementsPath, read.problems)
  checkGroupsNamed(groups, agreements)
  const groupsOf = groupsByKey(hotspotsInGroups(groups), reading.network)

  const choices = {
    name: plainName(values.period ?? values.epoch ?? fileName),
    payer: normalText(values.payer ?? ''),
    dates: datesOfRewards(fileName, reading, values.from, values.to),
  }
  const correctedSplits = await Promise.all(lists.corrects.map((path) => readSplit(path, 'corrects')))
  const { period, corrects, rewards, overpaid } = payablePeriod(reading, choices, correctedSplits, lists.corrects)
  const previous = await Promise.all(lists.previous.map((path) => readSplit(path, 'previous')))
  const withoutAddress = checkAddressesKept([...correctedSplits, ...previous], members, lists['confirm-address'])
  const file = splitByTerms({
    period: { ...period, sourceFile: fileName, corrects },
    token: reading.token,
    rewards: rewards.map((reward) => ({ ...reward, groups: groupsOf.get(reward.hotspotKey) ?? [] })),
    members: membersOfFile(members),
    agreements: agreements.map(termsOf),
    ...read.period,
    ...closingBooks(previous, reading.token),
    original: correctedSplits.find(isOriginal),
  })
  const unmatched = unmatchedKeys(agreements, groups, new Set(rewards.map(({ hotspotKey }) => hotspotKey)), reading.network)
  const rewardsOf = rewardsByAgreement(file)
  const reach = agreementsReach(agreements, (id) => rewardsOf.get(id) ?? 0, file.rows.length)
  const complaints = [
    ...rewardsWarnings,
    ...warningsOf(agreementsPath, agreementsText),
    ...withoutAddress,
    ...[...rowsTexts(reading), ...unansweredTexts(reading.questions)].map((text) => `${fileName}: ${text}`),
    ...unmatched.map((keys) => `${unmatchedText(keys)}, without a reward in ${fileName}: is a key mistyped, others were paid.`),
    ...(overpaid.length > 0
      ? [`Too much was shared before, for ${overpaidText(overpaid, reading.token)}: it is taken off what their members get.`]
      : []),
    ...reachTexts(reach).map((text) => `${fileName}: ${text}`),
  ]
  // What a person should know is said before there is a file that could be paid.
  for (const complaint of complaints) io.stderr(`${complaint}\n`)
  await writeJsonFile(out, file, inputs)
  return {
    ...succeeded({
      format: file.format,
      out,
      period: file.period,
      token: file.token,
      rows: file.rows.length,
      totals: file.totals,
      // Everything in tokens too: a wrong unit or wrong decimals show in it.
      total: `${formatAmount(BigInt(file.totals.totalBaseUnits), file.token.decimals)} ${file.token.symbol}`,
      members: file.members.map(({ id, name, amountBaseUnits, paidBaseUnits, status }) => ({
        memberId: id,
        name,
        amountBaseUnits,
        paidBaseUnits,
        status,
      })),
      held: heldMembers(file).map(({ memberId, name, amountBaseUnits }) => ({ memberId, name, amountBaseUnits })),
      sharedAddresses: sharedAddresses(file.members),
      // A mistyped hotspot key shows here: its agreement applies to nothing, and the default has paid instead.
      unusedAgreements: file.agreements.filter(({ id }) => !rewardsOf.has(id)).map(({ name }) => name),
      joinedRows: reading.joinedRows,
      unmatchedHotspots: unmatched.flatMap(({ hotspots }) => hotspots),
      overpaid: overpaid.map(({ hotspotKey, amountBaseUnits }) => ({ hotspotKey, amountBaseUnits: amountBaseUnits.toString() })),
      contentSha256: file.contentSha256,
    }),
    complaints: [],
  }
}

/** Rewards by agreement id; one whose host changed within the period is one reward. */
function rewardsByAgreement({ rows, applied }: SplitFileV3): Map<string, number> {
  const agreementOf = new Map(applied.map(({ id, agreementId }) => [id, agreementId]))
  const counts = new Map<string, number>()
  for (const { appliedId, parts } of rows) {
    const ids = new Set((parts ?? [{ appliedId }]).map((part) => agreementOf.get(part.appliedId) ?? ''))
    for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  // One that only others give to takes no reward and is used all the same.
  for (const { agreementId } of applied) if (!counts.has(agreementId)) counts.set(agreementId, 0)
  return counts
}

function payablePeriod(
  reading: RewardsReading,
  choices: PeriodChoices,
  corrected: readonly SplitFile[],
  paths: readonly string[],
): PayablePeriod {
  const byItself = newPeriod(reading, choices)
  if (corrected.length === 0) return byItself
  const originals = corrected.filter(isOriginal)
  if (originals.length > 1) {
    throw new Problem(
      'split.corrects-several',
      `${paths.join(', ')} share more than one period: correct each of them by a file of its own.`,
    )
  }
  return newCorrection(reading, choices, correctedBy(corrected, paths, byItself.period))
}

/** Whether it shared a period first, and is no correction itself. */
function isOriginal(split: SplitFile): boolean {
  return split.format === 'commonmast-split-v1' || split.period.corrects.length === 0
}

/** Money is not split from half a file: every row must be usable. */
function refuseProblems(filePath: string, problems: readonly FileProblem[], advice = ''): void {
  const [first] = problems
  if (!first) return
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''
  throw new Problem('split.bad-file', `${filePath} cannot be used: ${first.message}${more}${advice}`, {
    line: first.line ?? undefined,
    field: first.field ?? undefined,
  })
}

/** What a person should know of a file although all of it is used. */
function warningsOf(filePath: string, text: string): string[] {
  const warnings = /^\s*[{[]/.test(text) ? hiddenWarning(text) : tableWarnings(text)
  return warnings.map(({ message }) => `${filePath}: ${message}`)
}

function checkGroupsNamed(groups: AgreementsReading['groups'], agreements: AgreementsReading['agreements']): void {
  for (const { name, scope } of agreements) {
    // Without its hotspots a group's agreement would silently never apply, and the default would pay others.
    if (scope.kind === 'group' && !groups.some((group) => group.name === scope.group && group.hotspots.length > 0)) {
      throw new Problem(
        'split.empty-group',
        `Agreement "${name}" is for group "${scope.group}", but no hotspots are named for it: list them under "groups" in a commonmast-agreements-v1 file.`,
      )
    }
  }
}
