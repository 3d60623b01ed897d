import type { ConsoleContract, LedgerPrompt } from '#core/contract/consoleContract'
import type { CallContext, Handlers } from '#core/contract/createDispatcher'
import type { treasuryCalls } from '#core/contract/treasuryCalls'
import type { treasuryChainCalls } from '#core/contract/treasuryChainCalls'
import type { Problem } from '#core/model/problem'
import { ADDRESS_CONFIRMATION_FORMAT } from '#core/treasury/model/addressConfirmation'
import { isPracticeChain } from '#core/treasury/model/chainKey'
import type { PayoutFileV4 } from '#core/treasury/model/payoutFileV4'
import { addressConfirmationBytes } from '#core/treasury/payout/addressConfirmation'
import { checkConfirmation } from '#core/treasury/payout/checkConfirmation'
import { verifyPayoutV4 } from '#core/treasury/payout/verifyPayoutV4'
import { allowedMoves } from '#core/treasury/state/allowedMoves'
import { payoutStanding } from '#core/treasury/state/payoutStanding'
import type { LedgerDevices } from '../ledger/ledgerDevices'
import type { Signer } from '../storage/installationKey'
import type { PayoutFiles } from '../storage/payoutFiles'
import { createTurns } from './payout/createTurns'
import { createChainHandlers, feesNowFrom } from './treasury/chain/chainHandlers'
import type { NodeBook } from './treasury/chain/nodeBook'
import { confirmAddressAsOwner } from './treasury/confirmAddressAsOwner'
import { type EarlierPayouts, guardAgainstKnown, knownPayouts } from './treasury/knownPayouts'
import { checkPayoutHolds, learnPayout, refuseRealDemo } from './treasury/learnPayout'
import { PayoutBook } from './treasury/PayoutBook'
import { signCancelling } from './treasury/signCancelling'
import { signTransaction, type TreasuryJournal } from './treasury/signTransaction'
import { notPossible, voidPayout } from './treasury/voidPayout'

type TreasuryHandlers = Pick<Handlers<ConsoleContract>, keyof typeof treasuryCalls | keyof typeof treasuryChainCalls>

/** A payout of a real chain that somebody signed for a period. */
export interface SignedPeriod {
  period: { id: string; name: string }
  simulated: boolean
  signedAt: string
}

export interface TreasuryService {
  handlers: TreasuryHandlers
  /** Real payouts that were signed and are not void. */
  signedPeriods(): Promise<SignedPeriod[]>
  /** Takes in what a crash left: at the start. What the disk refuses then is tried again before the next signing. */
  start(): void
  /** A last try to write a signature that the disk refused. */
  close(): Promise<void>
}

interface Parts {
  ledger: LedgerDevices
  journal: TreasuryJournal
  files: PayoutFiles
  signer: Signer
  earlier: EarlierPayouts
  nodes: NodeBook
  /** How the addresses of nodes are kept, in words. */
  protection: string
  keyProblem?: Problem | null
  clock?: () => Date
}

/** Payouts of version 4: their files, their moves, their signatures. Whatever changes something is done one after another. */
export function createTreasuryService({
  ledger,
  journal,
  files,
  signer,
  earlier,
  nodes,
  protection,
  keyProblem = null,
  clock = () => new Date(),
}: Parts): TreasuryService {
  const inTurn = createTurns()
  const book = new PayoutBook({ journal, files, publicKeyHex: signer.publicKeyHex, clock })
  const signing = { ledger, journal, book, keyProblem, clock }

  const guard = async (payout: PayoutFileV4, isAnotherPeriod: boolean) =>
    guardAgainstKnown(payout, await knownPayouts(book, earlier), { isAnotherPeriod, ownPublicKey: signer.publicKeyHex })

  /** One after another, and the payout's moves after it. */
  async function change(payoutId: string, { signal }: Pick<CallContext<never>, 'signal'>, work: () => Promise<void>) {
    await inTurn(work, { signal, onWait: () => undefined })
    return movesOf(payoutId)
  }

  async function sign(payoutId: string, { signal, progress }: CallContext<LedgerPrompt>, work: () => Promise<void>) {
    const onWait = () => progress({ step: 'connecting', message: 'Another payout is being signed: this one waits for it.' })
    await inTurn(work, { signal, onWait })
    return movesOf(payoutId)
  }

  async function movesOf(payoutId: string) {
    const known = (await book.list()).find((one) => one.payoutId === payoutId)
    return { moves: known?.moves ?? [] }
  }

  const handlers: TreasuryHandlers = {
    ...createChainHandlers({ book, ledger, nodes, protection, clock, journal, inTurn, change }),

    async 'treasury.verify'({ payout }) {
      const findings = await verifyPayoutV4(payout)
      return { holds: findings.length === 0, findings }
    },

    'treasury.draft': ({ payout, isAnotherPeriod }, context) =>
      change(payout.contentSha256, context, async () => {
        await checkPayoutHolds(payout)
        refuseRealDemo(payout)
        const isKnown = (await book.list()).some(({ payoutId }) => payoutId === payout.contentSha256)
        if (!isKnown) await guard(payout, isAnotherPeriod)
        await book.keepFile(payout)
        await book.add(payout.contentSha256, { kind: 'drafted' })
      }),

    'treasury.propose': ({ payoutId, by }, context) =>
      change(payoutId, context, async () => {
        const { payout, state } = await book.open(payoutId)
        if (!allowedMoves(state).propose) {
          if (state.proposedBy !== null && state.voided === null) return
          throw notPossible(state.stage, 'proposed')
        }
        // Noted first: a crash between the two leaves one that is replaced and another that can be proposed again.
        if (payout.replaces) await book.add(payout.replaces.payoutSha256, { kind: 'replaced', by: payoutId })
        await book.add(payoutId, { kind: 'proposed', by })
      }),

    'treasury.sign': (request, context) =>
      sign(request.payoutId, context, () =>
        signTransaction(signing, request, (payout) => guard(payout, request.isAnotherPeriod), context),
      ),

    'treasury.cancel': (request, context) =>
      sign(request.payoutId, context, () => signCancelling(signing, request, feesNowFrom(nodes), context)),

    'treasury.takeConfirmation': ({ confirmation: given }, context) =>
      change(given.payoutSha256, context, async () => {
        const { payout } = await book.open(given.payoutSha256)
        const { confirmation } = await checkConfirmation(payout, given)
        await book.add(payout.contentSha256, { kind: 'confirmed', confirmation })
      }),

    'treasury.void': ({ payoutId, reason }, context) =>
      change(payoutId, context, async () => {
        await voidPayout(book, payoutId, reason)
      }),

    async 'treasury.list'() {
      const all = await book.list()
      const payouts = await Promise.all(
        all.map(async ({ payoutId, moves, file }) => ({ payoutId, fileState: await book.fileState({ payoutId, file }), moves })),
      )
      return { payouts }
    },

    'treasury.file': async ({ payoutId }) => (await book.open(payoutId)).payout,

    'treasury.learn': ({ payout, moves }, context) =>
      change(payout.contentSha256, context, () => learnPayout(book, payout, moves)),

    async 'treasury.confirmAddress'({ facts }) {
      const { publicKeyHex: publicKey } = signer
      const signature = Buffer.from(signer.sign(addressConfirmationBytes(facts, publicKey))).toString('hex')
      const { memberId, previousAddress, address } = facts
      await journal.append('treasury.address-confirmed', { memberId, previousAddress, address })
      return { format: ADDRESS_CONFIRMATION_FORMAT, facts, signedBy: { kind: 'installation', publicKey, signature } }
    },

    'treasury.confirmAddressAsOwner': (request, context) => {
      const onWait = () => context.progress({ step: 'connecting', message: 'A payout is being signed: this waits for it.' })
      return inTurn(() => confirmAddressAsOwner(signing, request, context), { signal: context.signal, onWait })
    },
  }

  return {
    handlers,
    start: () => void book.settle().catch(() => undefined),
    close: () => book.payOwed().catch(() => undefined),
    async signedPeriods() {
      const all = await book.openAll()
      return all.flatMap(({ payout, state }) => {
        const { isSigned, isVoid } = payoutStanding(payout, state)
        const period = payout.periods.at(-1)
        if (!period || !isSigned || isVoid || isPracticeChain(payout.treasury.chain)) return []
        const [first] = state.transactions.flatMap(({ confirmations }) => confirmations.map(({ signedAt }) => signedAt)).sort()
        return [{ period: { id: period.id, name: period.name }, simulated: false, signedAt: first ?? '' }]
      })
    },
  }
}
