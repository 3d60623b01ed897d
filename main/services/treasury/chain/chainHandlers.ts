/** The treasury's calls that need a network. None of them is asked for while something is signed for a payout. */
import type { Address } from 'viem'
import type { ConsoleContract } from '#core/contract/consoleContract'
import type { CallContext, Handlers } from '#core/contract/createDispatcher'
import type { treasuryChainCalls } from '#core/contract/treasuryChainCalls'
import { checkSolanaAddress } from '#core/solana/solanaAddress'
import { suggestFees } from '#core/treasury/chain/fees'
import { takeSnapshot } from '../../../chain/takeSnapshot'
import type { LedgerDevices } from '../../../ledger/ledgerDevices'
import { captureSolanaSnapshot } from '../../../solana/captureSolanaSnapshot'
import { ownNonceAccounts } from '../../../solana/createNonceAccounts'
import { reconcileSolanaPayout } from '../../../solana/reconcileSolanaPayout'
import type { InTurn } from '../../payout/createTurns'
import type { PayoutBook } from '../PayoutBook'
import type { TreasuryJournal } from '../signTransaction'
import { bookMemory, broadcastOnSolana } from './broadcastOnSolana'
import { broadcastTransaction } from './broadcastTransaction'
import type { NodeBook } from './nodeBook'
import { nonceAccountsOnSolana } from './nonceAccountsOnSolana'
import { type ReconcileResult, reconcilePayout } from './reconcilePayout'
import { simulatePayout } from './simulatePayout'

type ChainHandlers = Pick<Handlers<ConsoleContract>, keyof typeof treasuryChainCalls>

interface Parts {
  book: PayoutBook
  ledger: LedgerDevices
  nodes: NodeBook
  /** How the addresses of nodes are kept, in words. */
  protection: string
  clock: () => Date
  journal: Pick<TreasuryJournal, 'append'>
  /** What asks a Ledger or changes a payout is done one after another. */
  inTurn: InTurn
  /** One change after another, and the payout's moves after it. */
  change(
    payoutId: string,
    context: Pick<CallContext<never>, 'signal'>,
    work: () => Promise<void>,
  ): Promise<{ moves: Awaited<ReturnType<PayoutBook['list']>>[number]['moves'] }>
}

export function createChainHandlers({ book, ledger, nodes, protection, clock, journal, inTurn, change }: Parts): ChainHandlers {
  return {
    'treasury.nodes': async () => ({ nodes: await nodes.list(), protection }),
    'treasury.addNode': ({ chain, url }) => nodes.add(chain, url),
    async 'treasury.removeNode'({ id }) {
      await nodes.remove(id)
      return {}
    },

    async 'treasury.snapshot'({ chain, treasury, token, executor, distributor, multiSends, payees }) {
      const opened = await nodes.open(chain)
      return takeSnapshot(opened, {
        ...{ treasury: treasury as Address, token: token as Address | null, executor: executor as Address | null },
        ...{ distributor: distributor as Address | null, multiSends: multiSends as Address[], payees: payees as Address[] },
        now: clock(),
      })
    },

    async 'treasury.solanaSnapshot'({ chain, treasury: given, mint, payees }) {
      const [node] = await nodes.openSolana(chain)
      const treasury = checkSolanaAddress(given, 'the treasury')
      const { usable: nonceAccounts } = await ownNonceAccounts(node, treasury)
      const request = {
        ...{ treasury, nonceAccounts, mint: mint === null ? null : checkSolanaAddress(mint, 'the mint') },
        payees: payees.map((payee, at) => checkSolanaAddress(payee, `payee ${at + 1}`)),
      }
      return captureSolanaSnapshot(node, request, clock().toISOString())
    },

    'treasury.createNonceAccounts': ({ treasury: given, chain, ...request }, context) =>
      inTurn(
        async () => {
          const [node] = await nodes.openSolana(chain)
          const treasury = checkSolanaAddress(given, 'the treasury')
          const onSend = (sent: object) => journal.append('treasury.nonce-accounts', { chain, treasury, ...sent })
          const created = await nonceAccountsOnSolana({ ledger, node, onSend }, { ...request, chain, treasury }, context)
          return { created }
        },
        { signal: context.signal, onWait: () => undefined },
      ),

    async 'treasury.simulate'({ payout }) {
      return { findings: await simulatePayout(await nodes.open(payout.treasury.chain), payout) }
    },

    'treasury.broadcast': (order, context) =>
      change(order.payoutId, context, async () => {
        const { payout } = await book.open(order.payoutId)
        if (payout.treasury.kind === 'solana') {
          await broadcastOnSolana(book, await nodes.openSolana(payout.treasury.chain), order, context)
          return
        }
        const chain = await nodes.open(payout.treasury.chain)
        await broadcastTransaction({ book, ledger, rpc: nodes.rpc }, chain, order, context)
      }),

    async 'treasury.reconcile'({ payoutId }, context) {
      let result: Pick<ReconcileResult, 'findings' | 'nodes'> = { findings: [], nodes: 0 }
      const { moves } = await change(payoutId, context, async () => {
        const { payout } = await book.open(payoutId)
        if (payout.treasury.kind === 'solana') {
          const cluster = await nodes.openSolana(payout.treasury.chain)
          const hosts = cluster.map(({ host }) => host).join(', ')
          context.progress({ step: 'asking-node', message: `Asking ${hosts} what became of the payout.` })
          result = await reconcileSolanaPayout(cluster, payout, bookMemory(book, payoutId))
          return
        }
        const chain = await nodes.open(payout.treasury.chain)
        context.progress({ step: 'asking-node', message: `Asking ${chain.hosts.join(', ')} what became of the payout.` })
        result = await reconcilePayout(book, chain, payoutId)
      })
      return { moves, findings: result.findings.map((problem) => problem.toData()), nodes: result.nodes }
    },
  }
}

/** What a chain asks for gas now; null where no node is known or none answers: then fees are raised without it. */
export function feesNowFrom(nodes: NodeBook) {
  return async (chain: string) => {
    try {
      return suggestFees(await (await nodes.open(chain)).feeMarket())
    } catch {
      return null
    }
  }
}
