/**
 * `broadcast`: sends a payout's signed transactions, one after another. It keeps nothing but the file of moves, which is written
 * before a node is asked; given the same file again, it goes on where it ended.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { checkAddress } from '#core/model/evmAddress'
import { MAX_UINT256 } from '#core/payout/merkleLeaves'
import { evmChainId } from '#core/treasury/model/chainKey'
import { parseDerivationPath } from '#core/treasury/model/derivationPath'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { checkConfirmation } from '#core/treasury/payout/checkConfirmation'
import type { EvmChain } from '../chain/evmChain'
import { followPayout } from '../chain/followPayout'
import { type GasPayer, nodeAccountPayer } from '../chain/gasPayer'
import type { MoveMemory } from '../chain/moveMemory'
import { type SendOptions, sendPayoutTransaction } from '../chain/sendPayout'
import type { TransactionFate } from '../chain/transactionFate'
import { ledgerGasPayer } from '../ledger/ledgerGasPayer'
import { chooseLedger, promptTo } from './chooseLedger'
import { type CommandIo, type CommandResult, readOptions, required, UsageProblem, wholeNumber } from './commandLine'
import { openMovesFile } from './movesFile'
import { openChain } from './openChain'
import { readJsonFile } from './readJsonFile'
import { readPayoutV4 } from './readPayoutV4'
import { shownTransactions } from './shownPayout'

const OPTIONS = [
  ...(['payout', 'rpc', 'second-rpc', 'at', 'out', 'max-fee', 'wait'] as const),
  ...(['executor', 'path', 'device', 'executor-account'] as const),
] as const
type Values = Partial<Record<(typeof OPTIONS)[number], string>>

const LOOK_EVERY_MS = 250
const WAIT_S = 120

/** @throws UsageProblem, or Problem `broadcast.*`, `confirmation.*`, `moves.*`, `node.*`, `ledger.*`, `output.*` */
export async function broadcast(args: readonly string[], io: Pick<CommandIo, 'stderr'>): Promise<CommandResult> {
  const { values, flags, lists, positionals } = readOptions(args, OPTIONS, {
    flags: ['raise-fees'],
    lists: ['confirmation'],
  })
  if (positionals.length > 0) throw new UsageProblem(`"${positionals[0]?.slice(0, 40)}" is not an option of broadcast.`)
  const path = required(values.payout, 'payout')
  const url = required(values.rpc, 'rpc')
  const out = required(values.out, 'out')
  const waitMs = wholeNumber(values.wait ?? String(WAIT_S), 'wait') * 1_000
  const payout = await readPayoutV4(path)
  const memory = await openMovesFile(out, {
    payoutSha256: payout.contentSha256,
    inputs: [path, ...lists.confirmation],
  })
  const places = placesOf(payout, values.at)
  await takeConfirmations(payout, lists.confirmation, memory)
  const chain = await openChain(url, values['second-rpc'], evmChainId(payout.treasury.chain))
  const options = {
    payer: await payerOf(values, { payout, url }, io),
    capWei: values['max-fee'] === undefined ? MAX_UINT256 : BigInt(wholeNumber(values['max-fee'], 'max-fee')),
    raisesFees: flags['raise-fees'],
  }
  const fates = new Map<number, TransactionFate>()
  for (const at of places) {
    const fate = await sendAndWait(chain, payout, memory, { ...options, at }, { waitMs, io })
    fates.set(at, fate)
    // Those behind it would wait for it unseen.
    if (fate.kind !== 'mined') break
  }
  const complaints = [...fates].flatMap(([at, fate]) => complaintOf(at, fate) ?? [])
  const shown = shownTransactions(payout, await memory.moves(), fates)
  const output = { payoutSha256: payout.contentSha256, out, nodes: chain.hosts, ...shown }
  return { output, complaints, exitCode: complaints.length > 0 ? 1 : 0 }
}

function placesOf({ transactions }: PayoutFileV4, at: string | undefined): number[] {
  if (at === undefined) return transactions.map((one) => one.at)
  const place = wholeNumber(at, 'at')
  if (place < transactions.length) return [place]
  throw new UsageProblem(`--at counts from 0, and the payout has ${transactions.length} transactions.`)
}

async function takeConfirmations(payout: PayoutFileV4, paths: readonly string[], memory: MoveMemory): Promise<void> {
  for (const path of paths) {
    const { confirmation } = await checkConfirmation(payout, (await readJsonFile(path)).document)
    await memory.keep({ kind: 'confirmed', confirmation })
  }
}

async function payerOf(
  values: Values,
  { payout, url }: { payout: PayoutFileV4; url: string },
  io: Pick<CommandIo, 'stderr'>,
): Promise<GasPayer | null> {
  const account = values['executor-account']
  if (values.executor === undefined) {
    if (values.path !== undefined || values.device !== undefined) {
      throw new UsageProblem('--path and --device go with --executor ledger.')
    }
    return account === undefined
      ? null
      : nodeAccountPayer(url, payout.treasury.chain, checkAddress(account, 'the account that pays the gas'))
  }
  if (values.executor !== 'ledger' || account !== undefined) {
    throw new UsageProblem('Give --executor ledger with --path, or --executor-account.')
  }
  const derivationPath = parseDerivationPath(required(values.path, 'path'))
  const { devices, device } = await chooseLedger(values.device)
  return await ledgerGasPayer(devices, { deviceId: device.id, derivationPath, onPrompt: promptTo(io) })
}

async function sendAndWait(
  chain: EvmChain,
  payout: PayoutFileV4,
  memory: MoveMemory,
  options: SendOptions,
  { waitMs, io }: { waitMs: number; io: Pick<CommandIo, 'stderr'> },
): Promise<TransactionFate> {
  const { at } = options
  const sent = await sendPayoutTransaction(chain, payout, memory, options)
  let { fate } = sent
  for (const { host, refusal } of sent.answers) if (refusal !== null) io.stderr(`${host} said: ${refusal}\n`)
  const until = performance.now() + waitMs
  while (fate.kind === 'open' && fate.failed === null && performance.now() < until) {
    await sleep(LOOK_EVERY_MS)
    const [now = fate] = await followPayout(chain, payout, memory, at)
    fate = now
  }
  return fate
}

function complaintOf(at: number, fate: TransactionFate): string | null {
  const name = `Transaction ${at + 1}`
  switch (fate.kind) {
    case 'mined':
      return null
    case 'open':
      return fate.failed
        ? `${name} failed in ${fate.failed.transactionHash} and paid nobody: find out why (simulate it) before it is sent again.`
        : `${name} is sent and not mined yet: run the same command again, with --raise-fees where it waits too long.`
    case 'failed':
      return `${name} failed and paid nobody; its nonce is used: reconcile, and pay again whom it left out.`
    case 'taken':
      return `${name} can never be carried out: ${fate.by ?? 'another transaction'} took its nonce. Reconcile before anything else.`
  }
}
