import { Button, Stepper } from '@mantine/core'
import { IconChartSankey } from '@tabler/icons-react'
import { useLiveQuery } from 'dexie-react-hooks'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import type { TermsSignature } from '#core/agreements/agreementRecords'
import { signatureProblems } from '#core/agreements/termsSigned'
import { Problem } from '#core/model/problem'
import type { Agreement, Closing, Distribution, GroupedHotspot, Hotspot, Member, Period } from '#core/model/records'
import { networkName } from '#core/networks/networkName'
import { NO_OPENING } from '#core/rewards/closingBooks'
import { type SplitFile, splitFileSchema } from '#core/rewards/splitFile'
import { termsOf } from '#core/rewards/termsOf'
import { knownSignatureFault } from '../../data/agreements/signatureFaults'
import { conflictProblems, conflictsIn } from '../../data/conflicts/conflicts'
import { readOpening } from '../../data/money/closings'
import {
  useAgreements,
  useClosings,
  useContributions,
  useDistributions,
  useGroupedHotspots,
  useHotspots,
  useMembers,
  usePeriods,
  useSplitInputs,
  useTermsSignatures,
} from '../../data/queries'
import { useHashSearch } from '../../platform/hashRoute'
import { openImportDrawer } from '../../platform/importDrawer'
import { EmptyScreen } from '../../ui/EmptyScreen'
import { asProblem } from '../../ui/ProblemAlert'
import { Screen } from '../../ui/Screen'
import { CheckStep } from './CheckStep'
import { CloseStep } from './CloseStep'
import { checkPeriod } from './checkPeriod'
import { ExplainStep } from './ExplainStep'
import { PeriodStep } from './PeriodStep'
import type { PeriodBooks } from './SplitStep'
import { SplitStep } from './SplitStep'
import { splitIsCurrent } from './splitIsCurrent'
import { StatementsScreen } from './statements/StatementsScreen'
import { PriceSwings } from './volatility/PriceSwings'

/**
 * A period from what the network paid to what each member is due; at `#/split?period=DIGEST` the closing of one; at
 * `#/split?statements` what members got of closed ones, at `#/split?swings` what price swings do to it.
 */
export function SplitScreen() {
  const parameters = new URLSearchParams(useHashSearch())
  if (parameters.has('swings')) return <PriceSwings />
  const closingId = parameters.get('period')
  if (!parameters.has('statements')) return <SplitOfPeriod closingId={closingId} />
  return <StatementsScreen periodId={closingId} memberId={parameters.get('member')} />
}

interface SplitOfPeriodProps {
  /** Digest of the closed split to begin with. */
  closingId: string | null
}

function SplitOfPeriod({ closingId }: SplitOfPeriodProps) {
  const periods = usePeriods()
  const hotspots = useHotspots()
  const groupedHotspots = useGroupedHotspots()
  const members = useMembers()
  const agreements = useAgreements()
  const distributions = useDistributions()
  const closings = useClosings()
  const signatures = useTermsSignatures()
  if (!periods || !hotspots || !groupedHotspots || !members || !agreements || !distributions || !closings || !signatures)
    return (
      <Screen title="Split" writes={['periods']}>
        {null}
      </Screen>
    )
  if (periods.length === 0) {
    return (
      <Screen title="Split" writes={['periods']}>
        <EmptyScreen
          icon={<IconChartSankey size={28} />}
          title="No period to split yet"
          actions={
            <>
              <Button onClick={() => openImportDrawer()}>Import rewards</Button>
              <Button variant="default" component={Link} href="/">
                Begin with the demo cooperative
              </Button>
            </>
          }
        >
          Import what the network paid for a period. Here you then share it among the members by your agreements, to the last base
          unit, and see why each gets what they get.
        </EmptyScreen>
      </Screen>
    )
  }
  return (
    <SplitSteps
      begun={closings.find(({ id }) => isClosingOf(id, closingId)) ?? null}
      periods={periods}
      hotspots={hotspots}
      groupedHotspots={groupedHotspots}
      members={members}
      agreements={agreements}
      distributions={distributions}
      closings={closings}
      signatures={signatures}
    />
  )
}

/** One that was opened and closed again as it was has a number after its digest. */
function isClosingOf(id: string, digest: string | null): boolean {
  return digest !== null && (id === digest || id.startsWith(`${digest}:`))
}

interface SplitStepsProps {
  /** The closing that is shown first. */
  begun: Closing | null
  periods: Period[]
  hotspots: Hotspot[]
  groupedHotspots: GroupedHotspot[]
  members: Member[]
  agreements: Agreement[]
  distributions: Distribution[]
  closings: Closing[]
  signatures: TermsSignature[]
}

const STEPS = ['Import', 'Check', 'Split', 'Explain', 'Close']

function SplitSteps({
  begun,
  periods,
  hotspots,
  groupedHotspots,
  members,
  agreements,
  distributions,
  closings,
  signatures,
}: SplitStepsProps) {
  const [periodId, setPeriodId] = useState(begun?.periodId ?? null)
  const [step, setStep] = useState(begun ? STEPS.indexOf('Close') : 0)
  const contributions = useContributions(periodId)
  const period = periods.find((one) => one.id === periodId)
  const distribution = distributions.find((one) => one.periodId === periodId)
  const split = useMemo(() => splitFileSchema.safeParse(distribution?.file).data ?? null, [distribution])
  const inputs = useSplitInputs(period)
  const books = useLiveQuery(() => booksFor(period, distributions), [period, distributions]) ?? null
  const opening = books?.opening.opening ?? null
  const checked = useMemo(
    () =>
      contributions && period && inputs
        ? checkPeriod({ period, contributions, hotspots, groupedHotspots, members, agreements, inputs, opening })
        : null,
    [contributions, period, hotspots, groupedHotspots, members, agreements, inputs, opening],
  )
  // What does not hold of what members signed stands in the way as well, and so does what nobody decided between.
  const check = useMemo(() => {
    const names = new Map(members.map(({ id, name }) => [id, name]))
    const unsound = signatureProblems(agreements.map(termsOf), signatures, names, knownSignatureFault)
    const undecided = conflictProblems(conflictsIn('agreements', agreements))
    return checked && { ...checked, problems: [...checked.problems, ...undecided, ...unsound] }
  }, [checked, agreements, members, signatures])
  const signed = distribution?.status === 'signed' || distribution?.status === 'paid'
  const closed = closings.some((closing) => closing.periodId === periodId)
  const current = useMemo(() => {
    const openingSha256 = books?.opening.previous.at(-1)?.contentSha256 ?? null
    return closed || !split || !check || !books || splitIsCurrent(split, { ...check, members, agreements, openingSha256 })
  }, [split, check, members, agreements, books, closed])
  const reachable = !period ? 0 : split ? 4 : 2
  const active = Math.min(step, reachable)

  const statements = closings.length > 0 && active === 0 && (
    <Button variant="default" component={Link} href="/split?statements">
      Statements of closed periods
    </Button>
  )

  return (
    <Screen
      title="Split"
      writes={['periods']}
      actions={statements}
      summary={period ? `${period.name} · ${networkName(period.network)}` : `${periods.length} periods`}
    >
      <Stepper active={active} onStepClick={setStep} size="xs" mb="md" aria-label="Steps of a split">
        {STEPS.map((label, at) => (
          <Stepper.Step key={label} label={label} allowStepSelect={at <= reachable} disabled={at > reachable} />
        ))}
      </Stepper>
      {active === 0 && (
        <PeriodStep
          periods={periods}
          distributions={distributions}
          closings={closings}
          chosenId={periodId}
          onChoose={(id) => {
            setPeriodId(id)
            setStep(1)
          }}
        />
      )}
      {period && check && active === 1 && (
        <CheckStep
          period={period}
          check={check}
          hotspots={hotspots}
          groupedHotspots={groupedHotspots}
          members={members}
          agreements={agreements}
          signatures={signatures}
          onNext={() => setStep(2)}
        />
      )}
      {period && check && active === 2 && (
        <SplitStep
          period={period}
          check={check}
          members={members}
          agreements={agreements}
          books={books}
          split={split}
          signed={signed}
          closed={closed}
          current={current}
          onNext={() => setStep(3)}
        />
      )}
      {split && active === 3 && <ExplainStep split={split} onNext={() => setStep(4)} />}
      {split && active === 4 && <CloseStep split={split} signed={signed} closed={closed} />}
    </Screen>
  )
}

/** What a split of the period goes on from, or why it cannot; null while none is chosen. */
async function booksFor(period: Period | undefined, distributions: Distribution[]): Promise<PeriodBooks | null> {
  if (!period) return null
  try {
    return { opening: await readOpening(period), original: originalOf(period, distributions), problem: null }
  } catch (thrown) {
    return { opening: NO_OPENING, original: undefined, problem: asProblem(thrown) }
  }
}

/** The split that shared a corrected period first. @throws Problem `split.original-missing` */
function originalOf({ corrects = [] }: Period, distributions: Distribution[]): SplitFile | undefined {
  if (corrects.length === 0) return undefined
  const splits = distributions
    .filter(({ periodId }) => corrects.some(({ id }) => id === periodId))
    .map(({ file }) => splitFileSchema.parse(file))
  const original = splits.find((split) => split.format === 'commonmast-split-v1' || split.period.corrects.length === 0)
  if (original) return original
  throw new Problem(
    'split.original-missing',
    'This period corrects one that was not split yet: split that first, or take back its import and the correction and import the corrected file alone.',
  )
}
