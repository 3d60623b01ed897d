/** `payout`: what a split pays, from a treasury and by a method, with every transaction that has to be signed; a `commonmast-payout-v4`. */
import { Problem } from '#core/model/problem'
import { earlierUnpaid } from '#core/payout/earlierUnpaid'
import type { SplitFile } from '#core/rewards/splitFile'
import { readSolanaSnapshot, type SolanaSnapshot } from '#core/solana/solanaSnapshot'
import { addressConfirmationSchema } from '#core/treasury/model/addressConfirmation'
import {
  distributorKindSchema,
  type PayoutFileV4,
  type PayoutMethod,
  payoutMethodSchema,
} from '#core/treasury/model/payoutFileV4'
import { tokenFactsSchema, treasuryFactsSchema } from '#core/treasury/model/treasuryFacts'
import { conservationOf } from '#core/treasury/payout/conservation'
import type { TransactionSettings } from '#core/treasury/payout/payoutParts'
import { type PayoutInputV4, preparePayoutV4 } from '#core/treasury/payout/preparePayoutV4'
import { checkAgainstSolanaSnapshot, solanaSettingsFrom } from '#core/treasury/payout/solanaSettings'
import { type CommandResult, required, succeeded, UsageProblem, wholeNumber } from './commandLine'
import { checkPayeesAtContracts } from './payeesAtContracts'
import { checkFirstSaid, notAfter, type PayoutOptions, readPayoutOptions, readSplitToPay } from './payoutOptions'
import { payoutV3 } from './payoutV3'
import { readFacts } from './readFacts'
import { readJsonFile } from './readJsonFile'
import { readReplaced } from './readReplaced'
import { checkOutput, writeJsonFile } from './writeJsonFile'

/** @throws UsageProblem, or a Problem naming what in the files or settings cannot be used. */
export async function payout(args: readonly string[]): Promise<CommandResult> {
  const options = readPayoutOptions(args)
  const { values, flags, lists } = options
  const splitPath = required(values.split, 'split')
  const out = required(values.out, 'out')
  required(values.method, 'method')
  const method = payoutMethodSchema.safeParse(values.method)
  if (!method.success) throw new UsageProblem(`--method can be ${payoutMethodSchema.options.join(', ')}.`)
  if (values.treasury === undefined) {
    return payoutV3(options)
  }
  const inputs = [splitPath, values.treasury, ...lists.previous, ...lists['address-confirmation']]
  for (const path of [values.token, values.replaces, values.unpaid, values.snapshot]) if (path !== undefined) inputs.push(path)
  await checkOutput(out, inputs)
  checkFirstSaid(options)

  const snapshot = await solanaSnapshotFor(method.data, values)
  const split = await readSplitToPay(splitPath)
  const input: PayoutInputV4 = {
    split,
    treasury: await readFacts(values.treasury, treasuryFactsSchema, 'a treasury'),
    token: await readFacts(required(values.token, 'token'), tokenFactsSchema, 'a token'),
    method: method.data,
    settings: snapshot ? solanaSettingsFrom(snapshot) : settingsOf(values),
    snapshotSha256: snapshot?.contentSha256,
    distributor: distributorOf(options),
    previous: await readDocuments(lists.previous),
    first: flags.first,
    again: flags.again,
    replaces: await readReplaced(values),
    firstPayments: lists['first-payment'].map((memberId) => addressOf(split, memberId)),
    addressConfirmations: await Promise.all(
      lists['address-confirmation'].map((path) => readFacts(path, addressConfirmationSchema, 'a confirmation of an address')),
    ),
  }
  const file = await preparePayoutV4(input)
  const warnings = snapshot ? checkAgainstSolanaSnapshot(file, snapshot, new Date().toISOString()) : []
  const looked = method.data === 'solana' ? [] : await lookAtContracts(file, options)
  await writeJsonFile(out, file, inputs)
  const earlier = earlierUnpaid(input.split, file.periods)
  const complaints = warnings.map(({ where, message }) => `${where}: ${message}.`)
  complaints.push(...looked)
  if (earlier) complaints.push(notAfter(earlier.name))
  return { ...succeeded(summaryOf(file, out)), complaints }
}

function summaryOf(file: PayoutFileV4, out: string): object {
  const { format, method, periods, payees, firstPayments = [], held, inMoney, totals, merkle, transactions, contentSha256 } = file
  const conservation = conservationOf(file)
  return {
    ...{ format, out, method, periods, payees: payees.length, firstPayments, held, inMoney, totals },
    /** Base units: of the split and released from held = to payees, rest of first payments, paid before and in money. */
    conservation: Object.fromEntries(Object.entries(conservation).map(([name, amount]) => [name, amount.toString()])),
    root: merkle?.root ?? null,
    previousRoot: merkle?.previousRoot ?? null,
    transactions,
    contentSha256,
  }
}

/** Whose small first payment it is to be. @throws Problem `payout.first-payment-member` */
function addressOf({ members }: SplitFile, memberId: string): string {
  const address = members.find(({ id }) => id === memberId)?.address
  if (address) return address
  throw new Problem(
    'payout.first-payment-member',
    `"${memberId.slice(0, 60)}" is no member with an address in the split: give --first-payment with a member's id.`,
  )
}

/** Without a snapshot nobody has looked, and nothing is said. */
async function lookAtContracts(file: PayoutFileV4, { values, lists }: PayoutOptions): Promise<string[]> {
  const accepted = lists['accept-contract']
  const isEvm = file.treasury.kind !== 'solana'
  if (isEvm && values.snapshot !== undefined) return checkPayeesAtContracts(file, values.snapshot, accepted)
  if (accepted.length > 0) throw new UsageProblem('--accept-contract goes with --snapshot of an EVM chain.')
  return []
}

/** What a payout on Solana is prepared from: typing some twenty nonces is nobody's work. */
async function solanaSnapshotFor(method: PayoutMethod, values: PayoutOptions['values']): Promise<SolanaSnapshot | null> {
  if (method !== 'solana') {
    return null
  }
  const typed = (['nonce', 'gas-limit', 'max-fee', 'gas-price'] as const).find((name) => values[name] !== undefined)
  if (typed !== undefined) throw new UsageProblem(`--${typed} is for EVM chains: --snapshot has all that Solana needs.`)
  return readSolanaSnapshot((await readJsonFile(required(values.snapshot, 'snapshot'))).document)
}

/** Those of a Safe are its nonce alone: whoever carries the transaction out pays its gas. */
function settingsOf(values: PayoutOptions['values']): TransactionSettings {
  const nonce = wholeNumber(required(values.nonce, 'nonce'), 'nonce')
  const gasPrice = values['gas-price']
  if (values['gas-limit'] === undefined && gasPrice === undefined && values['max-fee'] === undefined) {
    return { kind: 'safe', firstNonce: BigInt(nonce) }
  }
  if (gasPrice !== undefined && (values['max-fee'] !== undefined || values['priority-fee'] !== undefined)) {
    throw new UsageProblem('Give --gas-price for a legacy transaction, or --max-fee and --priority-fee.')
  }
  return {
    kind: 'account',
    type: gasPrice === undefined ? 'eip1559' : 'legacy',
    firstNonce: nonce,
    gasLimit: required(values['gas-limit'], 'gas-limit'),
    rootGasLimit: values['root-gas-limit'],
    maxFeePerGasWei: gasPrice ?? required(values['max-fee'], 'max-fee'),
    maxPriorityFeePerGasWei: gasPrice ?? required(values['priority-fee'], 'priority-fee'),
  }
}

function distributorOf({ values, flags }: PayoutOptions): PayoutInputV4['distributor'] {
  const address = values.distributor ?? values.contract
  if (address === undefined) return undefined
  const kind = distributorKindSchema.safeParse(values['distributor-kind'] ?? 'cumulative')
  if (!kind.success) throw new UsageProblem(`--distributor-kind can be ${distributorKindSchema.options.join(' or ')}.`)
  return { kind: kind.data, address, firstRoot: flags['first-root'], fundBaseUnits: values.fund }
}

async function readDocuments(paths: readonly string[]): Promise<unknown[]> {
  return Promise.all(paths.map(async (path) => (await readJsonFile(path)).document))
}
