/**
 * `bank`: members paid in money. From a split a payout in money, from a payout the file for the bank or a payment service, and
 * from the bank's statements what became of each payment.
 */
import { decimalAmount } from '#core/bank/decimalAmount'
import { makeMoneyPayout, waitingText } from '#core/bank/makeMoneyPayout'
import { MONEY_PAYOUT_FORMAT, type MoneyPayoutFile, type MoneyPayoutRow, moneyPayoutSchema } from '#core/bank/moneyPayoutFile'
import { CSV_FORMS, paymentsCsv } from '#core/bank/paymentsCsv'
import { marksOf, periodsByReference } from '#core/bank/payoutMarks'
import type { CsvAnswers } from '#core/bank/readBankCsv'
import { readBankStatement } from '#core/bank/readBankStatement'
import { checkAccount, type PaymentOutcome, reconcileMoney, unknownMovements } from '#core/bank/reconcileMoney'
import { SEPA_VERSIONS, sepaCreditTransfer } from '#core/bank/sepaCreditTransfer'
import { verifyMoneyPayout } from '#core/bank/verifyMoneyPayout'
import { decodeText } from '#core/files/decodeText'
import { Problem } from '#core/model/problem'
import { readAgreements } from '#core/rewards/agreementsFile'
import { type CommandResult, readOptions, required, UsageProblem } from './commandLine'
import { readSplit } from './correctedSplits'
import { readFileBytes } from './readFileBytes'
import { readJsonFile } from './readJsonFile'
import { checkOutput, writeJsonFile, writeTextFile } from './writeJsonFile'

const NAMES = [
  ...(['split', 'members', 'iban', 'bic', 'name', 'payout', 'to', 'on', 'out'] as const),
  ...(['decimal', 'debits', 'day-order', 'currency'] as const),
]
const LISTS = ['previous', 'again', 'statement'] as const
type Values = Partial<Record<(typeof NAMES)[number], string>>
type Lists = Record<(typeof LISTS)[number], string[]>

const SEPA_TARGETS = SEPA_VERSIONS.map((version) => `pain.001.001.${version}`)
const CSV_TARGETS = CSV_FORMS.map((form) => `csv-${form}`)

/** @throws UsageProblem, or a Problem naming what in the files cannot be used */
export async function bank(args: readonly string[]): Promise<CommandResult> {
  const { values, flags, lists, positionals } = readOptions(args, NAMES, { flags: ['first'], lists: LISTS })
  if (positionals.length > 0) throw new UsageProblem(`"${positionals[0]}" is not an option of bank.`)
  if (values.split !== undefined) return prepare(values, lists, flags.first)
  if (lists.statement.length > 0) return reconcile(values, lists)
  return save(values)
}

async function prepare(values: Values, lists: Lists, isFirst: boolean): Promise<CommandResult> {
  const [splitPath, membersPath, out] = [
    required(values.split, 'split'),
    required(values.members, 'members'),
    required(values.out, 'out'),
  ]
  // The command line has no memory: whoever was paid before must be said.
  if (isFirst === lists.previous.length > 0) throw new UsageProblem('Give either --first, or --previous for every payout before.')
  const inputs = [splitPath, membersPath, ...lists.previous]
  await checkOutput(out, inputs)
  const debtor = {
    name: required(values.name, 'name'),
    iban: required(values.iban, 'iban'),
    ...(values.bic && { bic: values.bic }),
  }
  const reading = readAgreements(membersPath, decodeText(await readFileBytes(membersPath)))
  const wrong = reading.problems[0]
  if (wrong) throw new Problem('bank.members', `${membersPath}: ${wrong.message}`)
  const split = await readSplit(splitPath, 'split')
  const before = (await Promise.all(lists.previous.map(readPayout))).map(({ contentSha256, rows, split: paid }) => {
    if (paid.contentSha256 !== split.contentSha256) {
      throw new Problem('bank.other-split', 'A payout before is of another split: give those of this split alone.')
    }
    return { contentSha256, memberIds: rows.map(({ memberId }) => memberId) }
  })
  const members = reading.members.map(({ id, payment }) => ({ id, payment: payment ?? null }))
  const createdAt = new Date().toISOString()
  const file = makeMoneyPayout({ split, members, debtor, createdAt, before, again: lists.again })
  await writeJsonFile(out, file, inputs)
  return {
    output: { ...summaryOf(file), out, waiting: file.waiting, totals: file.totals },
    complaints: file.waiting.map((one) => `${one.name || one.memberId} is not paid: ${waitingText(one, file.split)}`),
    exitCode: 0,
  }
}

async function save(values: Values): Promise<CommandResult> {
  const [path, out] = [required(values.payout, 'payout'), required(values.out, 'out')]
  const target = required(values.to, 'to')
  if (![...SEPA_TARGETS, ...CSV_TARGETS].includes(target)) {
    throw new UsageProblem(`--to must be one of ${[...SEPA_TARGETS, ...CSV_TARGETS].join(', ')}, not "${target.slice(0, 40)}".`)
  }
  await checkOutput(out, [path])
  const payout = await readPayout(path)
  const version = SEPA_VERSIONS.find((each) => target.endsWith(`.${each}`))
  if (version) {
    const { xml, messageId, payments, sumMinorUnits, left } = sepaCreditTransfer(payout, version, required(values.on, 'on'))
    await writeTextFile(out, xml, [path])
    return written({ out, messageId, payments, sum: `${decimalAmount(sumMinorUnits, 'EUR')} EUR` }, left)
  }
  const form = CSV_FORMS.find((each) => target === `csv-${each}`) ?? 'general'
  const { csv, payments, left } = paymentsCsv(payout, form)
  await writeTextFile(out, csv, [path])
  return written({ out, payments }, left)
}

function written(output: object, left: readonly MoneyPayoutRow[]): CommandResult {
  const names = left.map(({ name, memberId }) => name || memberId)
  const complaints = left.length === 0 ? [] : [`The file does not pay ${names.join(', ')}: pay them by another file.`]
  return { output: { ...output, left: left.map(({ memberId }) => memberId) }, complaints, exitCode: 0 }
}

async function reconcile(values: Values, { statement, previous }: Lists): Promise<CommandResult> {
  const payout = await readPayout(required(values.payout, 'payout'))
  const others = await Promise.all(previous.map(readPayout))
  const periods = periodsByReference([payout, ...others])
  const references = new Set(periods.keys())
  const answers = answersOf(values)
  const read = await Promise.all(
    statement.map(async (path) => ({ path, statement: readBankStatement(await readFileBytes(path), answers) })),
  )
  for (const each of read) checkAccount(payout, each.statement)
  const marks = read.flatMap((each) => marksOf(each.statement, periods))
  const { outcomes, counts, isComplete } = reconcileMoney(payout, marks)
  const unknown = read.flatMap(({ path, statement: one }) =>
    unknownMovements(payout, one, references).map(({ place, bookedOn, amountMinorUnits, currency, direction }) => ({
      ...{ file: path, place, bookedOn, direction, amount: `${decimalAmount(amountMinorUnits, currency)} ${currency}` },
    })),
  )
  const problems = read.flatMap(({ path, statement: one }) => one.problems.map((problem) => ({ file: path, ...problem })))
  return {
    output: { ...summaryOf(payout), isComplete, counts, payments: outcomes.map(outcomeText), unknown, problems },
    complaints: [
      ...problems.map(({ file, line, message }) => `${file}${line === null ? '' : ` line ${line}`}: ${message}`),
      ...unknown.map(
        ({ file, place, amount }) => `${file} ${place}: ${amount} may be of the payout and names none of its payments.`,
      ),
    ],
    exitCode: 0,
  }
}

function outcomeText({ row, state, paidMinorUnits, returnedMinorUnits, times, marks }: PaymentOutcome) {
  const { memberId, name, reference, currency, amountMinorUnits } = row
  return {
    ...{ memberId, name, reference, state, currency, amount: decimalAmount(BigInt(amountMinorUnits), currency), times },
    paid: decimalAmount(paidMinorUnits, currency),
    returned: decimalAmount(returnedMinorUnits, currency),
    reasons: marks.flatMap(({ reason }) => (reason === null ? [] : [reason])),
  }
}

function answersOf(values: Values): CsvAnswers {
  return {
    decimal: oneOf(values.decimal, ['comma', 'point'] as const, 'decimal'),
    debits: oneOf(values.debits, ['negative', 'positive'] as const, 'debits'),
    dayOrder: oneOf(values['day-order'], ['day-first', 'month-first'] as const, 'day-order'),
    currency: values.currency?.toUpperCase(),
  }
}

function oneOf<T extends string>(value: string | undefined, allowed: readonly T[], name: string): T | undefined {
  const found = allowed.find((each) => each === value)
  if (value === undefined || found) return found
  throw new UsageProblem(`--${name} must be ${allowed.join(' or ')}, not "${value.slice(0, 40)}".`)
}

async function readPayout(path: string): Promise<MoneyPayoutFile> {
  const { format, document } = await readJsonFile(path)
  if (format !== MONEY_PAYOUT_FORMAT) {
    throw new Problem('bank.not-a-payout', `${path} is not a payout in money: give a file that bank has made from a split.`)
  }
  const [finding] = verifyMoneyPayout(document)
  if (!finding) return moneyPayoutSchema.parse(document)
  throw new Problem(
    'bank.payout-does-not-hold',
    `${path} does not hold: ${finding.where} ${finding.message}. Give the file as it was saved.`,
  )
}

function summaryOf({ format, contentSha256, split, sequence, rows }: MoneyPayoutFile) {
  return { format, contentSha256, period: split.period.name, sequence, payees: rows.length }
}
