/**
 * `broadcast`: sends a payout's signed transactions, one after another. It keeps nothing but the file of moves, which is written
 * before a node is asked; given the same file again, it goes on where it ended.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Executor } from '#core/contract/treasuryChainCalls'
import { checkAddress } from '#core/model/evmAddress'
import { Problem } from '#core/model/problem'
import { evmChainId } from '#core/treasury/model/chainKey'
import { parseDerivationPath } from '#core/treasury/model/derivationPath'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { checkConfirmation } from '#core/treasury/payout/checkConfirmation'
import type { EvmChain } from '../chain/evmChain'
import { createNodeRpc } from '../chain/nodeRpc'
import { parseNodeUrl } from '../chain/nodeUrl'
import { allLedgerTransports } from '../ledger/allLedgerTransports'
import { createLedgerDevices } from '../ledger/ledgerDevices'
import { broadcastOnSolana } from '../services/treasury/chain/broadcastOnSolana'
import { broadcastTransaction } from '../services/treasury/chain/broadcastTransaction'
import { lookAtPayout } from '../services/treasury/chain/lookAtPayout'
import { openCluster } from '../services/treasury/chain/nodeBook'
import type { MoveBook } from '../services/treasury/PayoutBook'
import { chooseLedger, promptTo } from './chooseLedger'
import { type CommandIo, type CommandResult, readOptions, required, UsageProblem, wholeNumber } from './commandLine'
import { openMovesFile } from './movesFile'
import { openChain } from './openChain'
import { readJsonFile } from './readJsonFile'
import { readPayoutV4 } from './readPayoutV4'
import { shownPayout } from './shownPayout'

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
  const maxFeePerGasWei = values['max-fee'] === undefined ? null : String(wholeNumber(values['max-fee'], 'max-fee'))
  const payout = await readPayoutV4(path)
  const { contentSha256: payoutId } = payout
  const book = await openMovesFile(out, { payout, inputs: [path, ...lists.confirmation] })
  const places = placesOf(payout, values.at)
  await takeConfirmations(payout, lists.confirmation, book)
  if (payout.treasury.kind === 'solana') return broadcastAllOnSolana({ payout, book, places, url, out }, values, io)
  const chain = await openChain(url, values['second-rpc'], evmChainId(payout.treasury.chain))
  const ledger = createLedgerDevices({ transports: allLedgerTransports(process.env) })
  const parts = { book, ledger, rpc: async () => createNodeRpc(parseNodeUrl(url)) }
  const executor = await executorOf(values)
  const context = { signal: new AbortController().signal, progress: promptTo(io) }
  const complaints: string[] = []
  for (const at of places) {
    const order = { payoutId, at, what: 'payment', executor, raisesFees: flags['raise-fees'], maxFeePerGasWei } as const
    const { state: before } = await book.open(payoutId)
    // One of an account that failed is not sent again: its nonce is used up.
    if (before.transactions[at]?.stage !== 'failed') await broadcastTransaction(parts, chain, order, context)
    const complaint = await untilMined(chain, book, { payoutId, at, waitMs })
    if (complaint === null) continue
    complaints.push(complaint.message)
    // Those behind it would wait for it unseen.
    if (!complaint.letsOthersGo) break
  }
  const { state } = await book.open(payoutId)
  const output = { payoutSha256: payoutId, out, nodes: chain.hosts, ...shownPayout(payout, state) }
  return { output, complaints, exitCode: complaints.length > 0 ? 1 : 0 }
}

interface SolanaSending {
  payout: PayoutFileV4
  book: MoveBook
  places: readonly number[]
  url: string
  out: string
}

/** One payment after another: they do not wait for each other, so one that cannot be sent holds up none. */
async function broadcastAllOnSolana(
  { payout, book, places, url, out }: SolanaSending,
  values: Values,
  io: Pick<CommandIo, 'stderr'>,
): Promise<CommandResult> {
  for (const name of ['executor', 'path', 'device', 'executor-account', 'max-fee', 'second-rpc'] as const) {
    if (values[name] !== undefined)
      throw new UsageProblem(`--${name} has no meaning on Solana: the treasury signs and pays the fee.`)
  }
  const { contentSha256: payoutId, treasury } = payout
  const cluster = await openCluster(url, treasury.chain)
  const context = { signal: new AbortController().signal, progress: promptTo(io) }
  const complaints: string[] = []
  for (const at of places) {
    const order = { payoutId, at, what: 'payment', executor: { kind: 'none' }, raisesFees: false, maxFeePerGasWei: null } as const
    try {
      await broadcastOnSolana(book, [cluster], order, context)
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown
      complaints.push(thrown.message)
    }
  }
  const { state } = await book.open(payoutId)
  const output = { payoutSha256: payoutId, out, nodes: [cluster.host], ...shownPayout(payout, state) }
  return { output, complaints, exitCode: complaints.length > 0 ? 1 : 0 }
}

function placesOf({ transactions }: PayoutFileV4, at: string | undefined): number[] {
  if (at === undefined) return transactions.map((one) => one.at)
  const place = wholeNumber(at, 'at')
  if (place < transactions.length) return [place]
  throw new UsageProblem(`--at counts from 0, and the payout has ${transactions.length} transactions.`)
}

async function takeConfirmations(payout: PayoutFileV4, paths: readonly string[], book: MoveBook): Promise<void> {
  for (const path of paths) {
    const { confirmation } = await checkConfirmation(payout, (await readJsonFile(path)).document)
    await book.add(payout.contentSha256, { kind: 'confirmed', confirmation })
  }
}

async function executorOf(values: Values): Promise<Executor> {
  const account = values['executor-account']
  if (values.executor === undefined) {
    if (values.path !== undefined || values.device !== undefined) {
      throw new UsageProblem('--path and --device go with --executor ledger.')
    }
    if (account === undefined) return { kind: 'none' }
    return { kind: 'node-account', address: checkAddress(account, 'the account that pays the gas') }
  }
  if (values.executor !== 'ledger' || account !== undefined) {
    throw new UsageProblem('Give --executor ledger with --path, or --executor-account.')
  }
  const derivationPath = parseDerivationPath(required(values.path, 'path'))
  const { device } = await chooseLedger(values.device)
  return { kind: 'ledger', deviceId: device.id, derivationPath }
}

/** @returns null once it is mined, or what to do; and whether those behind it can go on all the same */
async function untilMined(
  chain: EvmChain,
  book: MoveBook,
  { payoutId, at, waitMs }: { payoutId: string; at: number; waitMs: number },
): Promise<{ message: string; letsOthersGo: boolean } | null> {
  const until = performance.now() + waitMs
  for (;;) {
    const { opened, findings } = await lookAtPayout(book, chain, payoutId)
    const { mined = null, broadcasts = [], stage } = opened.state.transactions[at] ?? {}
    if (mined?.outcome === 'succeeded') return null
    const said = findings.find((finding) => finding.at === at)?.problem.message
    const failed = new Set(opened.moves.flatMap(({ fact }) => (fact.kind === 'mined' ? fact.transaction : [])))
    if (mined && broadcasts.every(({ transaction }) => failed.has(transaction))) {
      // The nonce of an account is used up; a root without its money is for a person to decide.
      const letsOthersGo = stage === 'failed' && opened.payout.method !== 'merkle'
      return { message: said ?? `Transaction ${at + 1} failed in ${mined.transaction} and paid nobody.`, letsOthersGo }
    }
    if (performance.now() >= until) {
      const message = said ?? `Transaction ${at + 1} is sent and not mined yet: run the same command again.`
      return { message, letsOthersGo: false }
    }
    await sleep(LOOK_EVERY_MS)
  }
}
