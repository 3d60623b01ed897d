/** `reconcile`: what the chain made of a payout, for every payee to the unit; kept as moves. */
import { evmChainId } from '#core/treasury/model/chainKey'
import { reconcilePayout } from '../services/treasury/chain/reconcilePayout'
import { type CommandResult, readOptions, required, UsageProblem } from './commandLine'
import { openMovesFile } from './movesFile'
import { openChain } from './openChain'
import { readPayoutV4 } from './readPayoutV4'
import { shownPayout } from './shownPayout'

const OPTIONS = ['payout', 'rpc', 'second-rpc', 'moves', 'out'] as const

/** @throws UsageProblem, or Problem `reconcile.*`, `moves.*`, `node.*`, `output.*` */
export async function reconcile(args: readonly string[]): Promise<CommandResult> {
  const { values, positionals } = readOptions(args, OPTIONS)
  if (positionals.length > 0) throw new UsageProblem(`"${positionals[0]?.slice(0, 40)}" is not an option of reconcile.`)
  const path = required(values.payout, 'payout')
  const url = required(values.rpc, 'rpc')
  const out = required(values.out, 'out')
  const payout = await readPayoutV4(path)
  const { contentSha256: payoutSha256, treasury } = payout
  const book = await openMovesFile(out, { payout, inputs: [path], from: values.moves })
  const chain = await openChain(url, values['second-rpc'], evmChainId(treasury.chain))
  const { payments, findings, nodes } = await reconcilePayout(book, chain, payoutSha256)
  const { state } = await book.open(payoutSha256)
  const output = {
    ...{ payoutSha256, out, isPaid: state.isPaid, nodes, hosts: chain.hosts },
    ...shownPayout(payout, state),
    payments: payments.map(({ payee, amountBaseUnits, receivedBaseUnits, state: standing }) => ({
      address: payee,
      dueBaseUnits: amountBaseUnits.toString(),
      receivedBaseUnits: receivedBaseUnits.toString(),
      state: standing,
    })),
    findings: findings.map(({ code, message }) => ({ code, message })),
  }
  const complaints = findings.map(({ message }) => message)
  if (state.unpaid.length > 0) {
    complaints.push(
      `${state.unpaid.length} of ${payout.payees.length} payees have not got what is due: pay them with payout --replaces ${path} --unpaid ${out}.`,
    )
  }
  return { output, complaints, exitCode: state.isPaid ? 0 : 1 }
}
