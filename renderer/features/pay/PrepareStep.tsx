import { Button, Checkbox, Group, Progress, Select, Stack, Text } from '@mantine/core'
import { type FormEvent, useMemo, useRef, useState } from 'react'
import { Problem } from '#core/model/problem'
import type { Distribution, Signature } from '#core/model/records'
import { earlierUnpaid } from '#core/payout/earlierUnpaid'
import { checkPaidPeriods } from '#core/payout/paidPeriods'
import type { PayoutFile, RootTransactionSettings } from '#core/payout/payoutFile'
import { NO_PREVIOUS_TOTALS, totalsAfter } from '#core/payout/preparePayout'
import { chainSetting } from '#core/records/tables/cooperativeSettings'
import { periodOf, type SplitFile, splitFileSchema } from '#core/rewards/splitFile'
import { saveCooperativeSetting } from '../../data/cooperative/settings'
import { checkEnded, isClosed } from '../../data/money/closings'
import { consoleClient } from '../../platform/consoleClient'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import { ChainForm } from './ChainForm'
import { parseChain, TRAINING_CHAIN, type TypedChain, typedChain } from './chainSettings'
import { PayoutSummary } from './PayoutSummary'
import { previousPayout, signedPeriods } from './previousPayout'

export interface Prepared {
  distributionId: string
  payout: PayoutFile
  /** The person has said that equal amounts under other dates are another period. */
  isAnotherPeriod: boolean
}

interface PrepareStepProps {
  /** Unsigned only. */
  distributions: Distribution[]
  signatures: Signature[]
  /** What the last payout was prepared with; undefined while unset or loading. */
  chain: RootTransactionSettings | undefined
  prepared: Prepared | null
  onPrepared: (prepared: Prepared | null) => void
  onNext: () => void
}

const CANCELLING = 'Cancelling…'

/** From a split to a tree and a transaction; signs nothing. */
export function PrepareStep({ distributions, signatures, chain, prepared, onPrepared, onNext }: PrepareStepProps) {
  const splits = useMemo(() => readableSplits(distributions), [distributions])
  const [distributionId, setDistributionId] = useState(prepared?.distributionId ?? splits[0]?.id ?? null)
  const [edited, setEdited] = useState<TypedChain | null>(null)
  const typed = edited ?? typedChain(chain ?? TRAINING_CHAIN)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [again, setAgain] = useState(prepared?.isAnotherPeriod ?? false)
  const [early, setEarly] = useState(false)
  const [progress, setProgress] = useState<{ done: number; total: number; message: string } | null>(null)
  const canceller = useRef<AbortController | null>(null)
  const chosen = splits.find((one) => one.id === distributionId)

  function change(apply: () => void) {
    apply()
    setProblem(null)
    // What is shown below must be what was prepared from what is shown above.
    onPrepared(null)
  }

  async function prepare(event: FormEvent) {
    event.preventDefault()
    if (!chosen) return
    canceller.current = new AbortController()
    setProblem(null)
    setProgress({ done: 0, total: 1, message: 'Preparing' })
    try {
      const transaction = parseChain(typed)
      const before = previousPayout(signatures, transaction, chosen.split.token)
      refuseBeforeEarlier(chosen.split, splits)
      if (!early) checkEnded(chosen.split)
      // Paying closes the period, so its split must go on from the books as they stand.
      if (chosen.split.format === 'commonmast-split-v3') await isClosed(chosen.split)
      // A period is paid once, whatever contract pays it.
      checkPaidPeriods(chosen.split, signedPeriods(signatures, chosen.split.token, transaction.chainId), again)
      const { root, totals, periods, held } = before ? totalsAfter(before) : NO_PREVIOUS_TOTALS
      const payout = await consoleClient.call(
        'payout.prepare',
        {
          split: chosen.split,
          previous: { root, totals: [...totals], periods: [...periods], held: [...held] },
          transaction,
          again,
        },
        { signal: canceller.current.signal, onProgress: setProgress },
      )
      await saveCooperativeSetting({ kind: 'chain', title: 'Chain settings changed' }, chainSetting, transaction)
      onPrepared({ distributionId: chosen.id, payout, isAnotherPeriod: again })
    } catch (thrown) {
      setProblem(asProblem(thrown))
    } finally {
      setProgress(null)
    }
  }

  /** The tree may be there before main hears of it; then it is shown all the same. */
  function cancel() {
    canceller.current?.abort()
    setProgress((before) => before && { ...before, message: CANCELLING })
  }

  return (
    <Stack>
      <form onSubmit={prepare}>
        <Stack>
          <Select
            label="Split"
            description="Splits that are not signed yet"
            maw={460}
            allowDeselect={false}
            data={splits.map(({ id, split }) => ({ value: id, label: periodOf(split).name }))}
            value={distributionId}
            onChange={(id) =>
              change(() => {
                setDistributionId(id)
                setAgain(false)
                setEarly(false)
              })
            }
          />
          <ChainForm typed={typed} problem={problem} onChange={(next) => change(() => setEdited(next))} />
          <Group>
            <Button type="submit" loading={progress !== null} disabled={!chosen} variant={prepared ? 'default' : 'filled'}>
              {prepared ? 'Prepare again' : 'Prepare payout'}
            </Button>
            {progress && (
              <Button variant="subtle" onClick={cancel} disabled={progress.message === CANCELLING}>
                Cancel
              </Button>
            )}
            {prepared && <Button onClick={onNext}>Take a second look</Button>}
            {progress && (
              <Text fz="sm" aria-live="polite">
                {progress.message}
              </Text>
            )}
          </Group>
        </Stack>
      </form>
      {progress && (
        <Progress animated value={Math.max(5, (progress.done / progress.total) * 100)} aria-label="Preparing the payout" />
      )}
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      {(problem?.code === 'payout.same-content' || again) && (
        <Checkbox
          label="It is another period in which everybody got the same"
          checked={again}
          onChange={(event) => setAgain(event.currentTarget.checked)}
        />
      )}
      {(problem?.code === 'period.not-ended' || early) && (
        <Checkbox
          label="Dates and clock are right: pay it before its end"
          checked={early}
          onChange={(event) => setEarly(event.currentTarget.checked)}
        />
      )}
      {prepared && <PayoutSummary payout={prepared.payout} />}
    </Stack>
  )
}

function readableSplits(distributions: Distribution[]): { id: string; split: SplitFile }[] {
  return distributions.flatMap(({ id, file }) => {
    const split = splitFileSchema.safeParse(file).data
    return split ? [{ id, split }] : []
  })
}

/**
 * Periods are paid in the order in which they were closed.
 * @param unsigned the splits that wait to be paid
 * @throws Problem `payout.earlier-unpaid`
 */
function refuseBeforeEarlier(split: SplitFile, unsigned: readonly { split: SplitFile }[]): void {
  const earlier = earlierUnpaid(split, [])
  const waiting = unsigned.find((other) => periodOf(other.split).id === earlier?.id)
  if (!earlier || !waiting || waiting.split.totals.payees === 0) return
  throw new Problem(
    'payout.earlier-unpaid',
    `“${earlier.name}” was closed before “${periodOf(split).name}” and is not paid yet: pay that first.`,
  )
}
