/** `reconcile`: what the chain made of a payout, for every payee to the unit; kept as moves. */
import { invariant } from '#core/model/problem'
import { evmChainId } from '#core/treasury/model/chainKey'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import type { EvmChain } from '../chain/evmChain'
import { bookMemory } from '../services/treasury/chain/broadcastOnSolana'
import { openCluster } from '../services/treasury/chain/nodeBook'
import { reconcilePayout } from '../services/treasury/chain/reconcilePayout'
import type { MoveBook } from '../services/treasury/PayoutBook'
import { reconcileSolanaPayout } from '../solana/reconcileSolanaPayout'
import type { ReconciledOutcome } from '../solana/reconcileSolanaRun'
import { type CommandResult, readOptions, required, UsageProblem } from './commandLine'
import { openMovesFile } from './movesFile'
import { openChain } from './openChain'
import { readPayoutV4 } from './readPayoutV4'
import { shownPayout } from './shownPayout'

const OPTIONS = ['payout', 'rpc', 'second-rpc', 'moves', 'out'] as const

/** @throws UsageProblem, or Problem `reconcile.*`, `moves.*`, `node.*`, `output.*` */
export async function reconcile(args: readonly string[]): Promise<CommandResult> {
  const { values, lists, positionals } = readOptions(args, OPTIONS, { lists: ['later'] })
  if (positionals.length > 0) throw new UsageProblem(`"${positionals[0]?.slice(0, 40)}" is not an option of reconcile.`)
  const path = required(values.payout, 'payout')
  const url = required(values.rpc, 'rpc')
  const out = required(values.out, 'out')
  const payout = await readPayoutV4(path)
  const { contentSha256: payoutSha256, treasury } = payout
  const later = await Promise.all(lists.later.map(readPayoutV4))
  const book = await openMovesFile(out, { payout, inputs: [path, ...lists.later], from: values.moves, later })
  const { hosts, payments, findings, nodes } =
    treasury.kind === 'solana'
      ? await onSolana(payout, book, [url, values['second-rpc']])
      : await onEvm(payout, book, await openChain(url, values['second-rpc'], evmChainId(treasury.chain)))
  const { state } = await book.open(payoutSha256)
  const output = {
    ...{ payoutSha256, out, isPaid: state.isPaid, nodes, hosts },
    ...shownPayout(payout, state),
    payments,
    findings: findings.map(({ code, message }) => ({ code, message })),
  }
  const complaints = findings.map(({ message }) => message)
  if (state.onlyRestIsDue) {
    complaints.push(
      `All that this payout gives has come. ${state.unpaid.length} of ${payout.payees.length} payees got a small first payment: once each says that it is there, pay the rest with payout --replaces ${path} --unpaid ${out}.`,
    )
  } else if (state.unpaid.length > 0) {
    complaints.push(
      `${state.unpaid.length} of ${payout.payees.length} payees have not got what is due: pay them with payout --replaces ${path} --unpaid ${out}.`,
    )
  }
  return { output, complaints, exitCode: state.isPaid || state.onlyRestIsDue ? 0 : 1 }
}

async function onEvm({ contentSha256 }: PayoutFileV4, book: MoveBook, chain: EvmChain) {
  const { payments, ...rest } = await reconcilePayout(book, chain, contentSha256)
  const shown = payments.map(({ payee, amountBaseUnits, receivedBaseUnits, state }) => ({
    address: payee,
    dueBaseUnits: amountBaseUnits.toString(),
    receivedBaseUnits: receivedBaseUnits.toString(),
    state,
  }))
  return { ...rest, payments: shown, hosts: chain.hosts }
}

/** Of every transaction that is signed; a payee has one of its own. */
async function onSolana(payout: PayoutFileV4, book: MoveBook, urls: readonly (string | undefined)[]) {
  const { contentSha256, treasury, payees } = payout
  const opened = await Promise.all(urls.flatMap((url) => (url === undefined ? [] : [openCluster(url, treasury.chain)])))
  const [first, ...others] = opened
  invariant(first, 'a node is given')
  const { payments, ...rest } = await reconcileSolanaPayout([first, ...others], payout, bookMemory(book, contentSha256))
  const shown = payments.map(({ payee, outcome }) => {
    const due = payees.find(({ address }) => address === payee)?.amountBaseUnits ?? '0'
    return { address: payee, dueBaseUnits: due, receivedBaseUnits: receivedOf(outcome, due), state: outcome.kind }
  })
  return { ...rest, payments: shown, hosts: opened.map(({ host }) => host) }
}

/** Null where it cannot be told, or is not what was signed. */
function receivedOf({ kind }: ReconciledOutcome, due: string): string | null {
  if (kind === 'paid') return due
  return kind === 'failed' || kind === 'consumed' ? '0' : null
}
