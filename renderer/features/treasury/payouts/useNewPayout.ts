/** What is chosen and typed for a new payout, and what comes of it. */
import { useMemo, useRef, useState } from 'react'
import { isSameAddress } from '#core/model/lookAlikes'
import { Problem } from '#core/model/problem'
import { earlierUnpaid } from '#core/payout/earlierUnpaid'
import { isPaidInMoney, periodOf, type SplitFile } from '#core/rewards/splitFile'
import type { PayoutFileV4, PayoutMethod } from '#core/treasury/model/payoutFileV4'
import type { TreasuryFacts } from '#core/treasury/model/treasuryFacts'
import type { TokenRecord, TreasuryRecord } from '#core/treasury/model/treasuryRecords'
import { possibleMethods, recommendMethod } from '#core/treasury/recommendMethod'
import { checkEnded, isClosed } from '../../../data/money/closings'
import { addressConfirmations, ownPublicKey } from '../../../data/treasury/payoutBasis'
import { type AllPayouts, previousFiles } from '../../../data/treasury/payoutQueries'
import { runPrepare } from '../../../data/treasury/payoutWork'
import type { KeptPayout } from '../../../data/treasury/readPayouts'
import { keepSeenCode } from '../../../data/treasury/seenCode'
import { asProblem } from '../../../ui/ProblemAlert'
import { NO_SETTINGS, payoutInput, settingsOf, type TypedSettings } from './payoutDraft'
import { checkOwnSnapshot, isOfSolana, type PayoutSnapshot } from './payoutSnapshot'
import { heldNonces } from './solanaNonces'

interface NewPayoutParts {
  all: AllPayouts
  splits: SplitFile[]
  treasuries: TreasuryRecord[]
  tokens: TokenRecord[]
  replaced: KeptPayout | null
}

export interface PayoutAnswers {
  isFirst: boolean
  isFirstRoot: boolean
  isAnotherPeriod: boolean
  evenBeforeEnd: boolean
  reason: string
}

const NO_ANSWERS: PayoutAnswers = {
  isFirst: false,
  isFirstRoot: false,
  isAnotherPeriod: false,
  evenBeforeEnd: false,
  reason: '',
}

export function useNewPayout({ all, splits, treasuries, tokens, replaced }: NewPayoutParts) {
  const [splitId, setSplitId] = useState<string | null>(null)
  const [treasuryId, setTreasuryId] = useState<string | null>(null)
  const [tokenId, setTokenId] = useState<string | null>(null)
  const [chosenMethod, setMethod] = useState<PayoutMethod | null>(null)
  const [distributor, setDistributor] = useState<string | null>(null)
  const [settings, setSettings] = useState<TypedSettings>(NO_SETTINGS)
  const [snapshot, setSnapshot] = useState<PayoutSnapshot | null>(null)
  const [answers, setAnswers] = useState(NO_ANSWERS)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [prepared, setPrepared] = useState<PayoutFileV4 | null>(null)
  const [isPreparing, setIsPreparing] = useState(false)
  const [firstPayments, setFirstPayments] = useState<readonly string[]>([])
  const canceller = useRef<AbortController | null>(null)

  const split = splits.find(({ contentSha256 }) => contentSha256 === splitId) ?? splits[0]
  const treasury = treasuries.find(({ id }) => id === treasuryId) ?? first(treasuries, replaced?.payout.treasury.address)
  const fitting = tokens.filter(({ facts }) => facts.chain === treasury?.facts.chain)
  const token =
    fitting.find(({ id }) => id === tokenId) ?? fitting.find(({ facts }) => facts.symbol === split?.token.symbol) ?? fitting[0]
  const distributors = useMemo(
    () => (treasury?.distributors ?? []).filter(({ tokenAddress }) => isSameAddress(tokenAddress, token?.facts.address ?? '')),
    [treasury, token],
  )
  const payees = split?.totals.payees ?? 0
  const kind = treasury?.facts.kind ?? 'account'
  const payeeAddresses = useMemo(() => addressesOn(kind, split), [kind, split])
  const recommended = recommendMethod({ treasury: kind, payees, hasDistributor: distributors.length > 0 })
  const possible = possibleMethods({ treasury: kind, hasDistributor: distributors.length > 0 })
  const method = chosenMethod && possible.includes(chosenMethod) ? chosenMethod : recommended.method
  const chosenDistributor = distributors.find(({ address }) => address === distributor) ?? distributors[0] ?? null
  const previous = useMemo(() => {
    const chain = treasury?.facts.chain
    return chain && token && !replaced ? previousFiles(all, { chain, symbol: token.facts.symbol }) : []
  }, [all, treasury, token, replaced])

  const held = useMemo(() => heldNonces(all.kept, treasury?.facts.address ?? '', replaced), [all, treasury, replaced])

  /** What is shown below must be what was prepared from what is shown above. */
  function change(apply: () => void) {
    apply()
    setProblem(null)
    setPrepared(null)
    setFirstPayments([])
  }

  function takeSnapshot(taken: PayoutSnapshot) {
    if (!treasury) return
    try {
      checkOwnSnapshot(taken, treasury)
      change(() => {
        setSnapshot(taken)
        if (!isOfSolana(taken)) setSettings(settingsOf(taken, settings))
      })
      if (!isOfSolana(taken)) keepSeenCode(taken).catch((thrown: unknown) => setProblem(asProblem(thrown)))
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  /** @param small addresses that get a small first payment */
  async function prepare(small: readonly string[] = firstPayments) {
    if (!split || !treasury || !token) return
    const own = new AbortController()
    canceller.current = own
    setProblem(null)
    setFirstPayments(small)
    setIsPreparing(true)
    try {
      if (!replaced) {
        refuseBeforeEarlier(split, splits)
        if (!answers.evenBeforeEnd) checkEnded(split)
        // Paying closes the period, so its split must go on from the books as they stand.
        if (split.format === 'commonmast-split-v3') await isClosed(split)
      }
      const input = payoutInput(
        {
          ...{ split, treasury, token, method, settings, snapshot, heldNonces: held },
          ...answers,
          distributor: chosenDistributor && kindAndAddress(chosenDistributor),
        },
        {
          previous,
          addressConfirmations: await addressConfirmations(),
          ownPublicKey: await ownPublicKey(),
          firstPayments: small,
          ...(replaced && { replaces: replacement(replaced, answers.reason) }),
        },
      )
      setPrepared(await runPrepare(input, own.signal))
    } catch (thrown) {
      // What is ticked is what the payout that is still shown has.
      setFirstPayments(prepared?.firstPayments?.map(({ address }) => address) ?? [])
      if (!own.signal.aborted) setProblem(asProblem(thrown))
    } finally {
      setIsPreparing(false)
    }
  }

  return {
    ...{ split, treasury, token, fitting, distributors, method, recommended, settings, snapshot, answers, problem, prepared },
    ...{ isPreparing, firstPayments, previous, payees, payeeAddresses, heldNonces: held, distributor: chosenDistributor },
    chooseSplit: (id: string | null) =>
      change(() => {
        setSplitId(id)
        setAnswers(NO_ANSWERS)
      }),
    chooseTreasury: (id: string | null) =>
      change(() => {
        setTreasuryId(id)
        // Nonces and fees are of the treasury before.
        setSettings(NO_SETTINGS)
        setSnapshot(null)
      }),
    chooseToken: (id: string | null) =>
      change(() => {
        setTokenId(id)
        // On Solana the snapshot says who has an account for the token.
        if (kind === 'solana') setSnapshot(null)
      }),
    chooseMethod: (next: PayoutMethod) => change(() => setMethod(next)),
    chooseDistributor: (address: string) => change(() => setDistributor(address)),
    type: (next: TypedSettings) =>
      change(() => {
        setSettings(next)
        // What was typed over is no longer what the snapshot says.
        if (next.nonce !== settings.nonce) setSnapshot(null)
      }),
    answer: (next: Partial<PayoutAnswers>) => change(() => setAnswers({ ...answers, ...next })),
    dismiss: () => setProblem(null),
    fail: (thrown: unknown) => setProblem(asProblem(thrown)),
    cancel: () => canceller.current?.abort(),
    takeSnapshot,
    prepare: () => prepare(),
    choosePaidFirst: (addresses: readonly string[]) => void prepare(addresses),
  }
}

export type NewPayoutWork = ReturnType<typeof useNewPayout>

function first(treasuries: readonly TreasuryRecord[], address: string | undefined): TreasuryRecord | undefined {
  return treasuries.find(({ facts }) => facts.address === address) ?? treasuries[0]
}

/** Solana's have no code to look for. */
function isEvmAddress(address: string | null): address is string {
  return address?.startsWith('0x') ?? false
}

function kindAndAddress({ kind, address }: TreasuryRecord['distributors'][number]) {
  return { kind, address }
}

function replacement({ payout, state }: KeptPayout, reason: string) {
  return { payout, reason, unpaid: state.stage === 'part-paid' ? state.unpaid : null }
}

/** Periods are paid in the order in which they were closed. @throws Problem `payout.earlier-unpaid` */
function refuseBeforeEarlier(split: SplitFile, unsigned: readonly SplitFile[]): void {
  const earlier = earlierUnpaid(split, [])
  const waiting = unsigned.find((other) => periodOf(other).id === earlier?.id)
  if (!earlier || !waiting) return
  throw new Problem(
    'payout.earlier-unpaid',
    `“${earlier.name}” was closed before “${periodOf(split).name}” and is not paid yet: pay that first.`,
  )
}

/** Addresses of members who are paid on chain, each once; those of the other kind of chain cannot be asked about. */
function addressesOn(kind: TreasuryFacts['kind'], split: SplitFile | undefined): string[] {
  const paid = split?.members.filter((member) => !isPaidInMoney(member)) ?? []
  return [
    ...new Set(
      paid.flatMap(({ address }) => (address !== null && isEvmAddress(address) === (kind !== 'solana') ? [address] : [])),
    ),
  ]
}
