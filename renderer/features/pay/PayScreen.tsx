import { Button, Stack, Stepper } from '@mantine/core'
import { IconArrowLeft, IconBuildingBank, IconSignature } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Problem } from '#core/model/problem'
import type { Distribution, Period, Signature } from '#core/model/records'
import { type PayoutFile, rootTransactionSettingsSchema } from '#core/payout/payoutFile'
import { chainSetting } from '#core/records/tables/cooperativeSettings'
import { periodOf } from '#core/rewards/splitFile'
import { saveCooperativeSetting, useCooperativeSetting } from '../../data/cooperative/settings'
import { saveSignedPayout } from '../../data/money/distributions'
import { useDistributions, usePeriods, useSignatures } from '../../data/queries'
import { EmptyScreen } from '../../ui/EmptyScreen'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import { PutBackNotice } from '../../ui/PutBackNotice'
import { Screen } from '../../ui/Screen'
import { type Prepared, PrepareStep } from './PrepareStep'
import { SecondLookStep } from './SecondLookStep'
import { SettlementNotice } from './SettlementNotice'
import { SignedList } from './SignedList'
import { SignedPayout } from './SignedPayout'
import { SignStep } from './SignStep'

/** A split from shares to a signed transaction. */
export function PayScreen() {
  const distributions = useDistributions()
  const signatures = useSignatures()
  const periods = usePeriods()
  if (!distributions || !signatures || !periods) return <Screen title="Pay">{null}</Screen>
  if (distributions.length === 0 && signatures.length === 0) {
    return (
      <Screen title="Pay">
        <EmptyScreen
          icon={<IconSignature size={28} />}
          title="Nothing to pay yet"
          actions={
            <>
              <Button component={Link} href="/split">
                Split a period
              </Button>
              <Button variant="default" component={Link} href="/">
                Begin with the demo cooperative
              </Button>
            </>
          }
        >
          Here a split becomes one Merkle root and one transaction, looked at twice and signed on a Ledger. Nothing but the Ledger
          can move money.
        </EmptyScreen>
      </Screen>
    )
  }
  return <PaySteps distributions={distributions} signatures={signatures} periods={periods} />
}

interface PayStepsProps {
  distributions: Distribution[]
  signatures: Signature[]
  periods: Period[]
}

const STEPS = ['Prepare', 'Second look', 'Sign', 'Done']
const SIGN = 2
const DONE = 3

function PaySteps({ distributions, signatures, periods }: PayStepsProps) {
  const chain = useCooperativeSetting(chainSetting)
  const [step, setStep] = useState(0)
  const [prepared, setPrepared] = useState<Prepared | null>(null)
  const [signed, setSigned] = useState<PayoutFile | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const unsigned = distributions.filter((distribution) => distribution.status === 'split')
  const names = new Map(periods.map((period) => [period.id, period.name]))

  async function keep(payout: PayoutFile) {
    // Shown first: a signature that cannot be saved here can still be saved as a file.
    setSigned(payout)
    setPrepared(null)
    setStep(DONE)
    try {
      await saveSignedPayout(payout)
      if (payout.transaction) {
        const used = rootTransactionSettingsSchema.parse(payout.transaction)
        const act = { kind: 'chain', title: `Next nonce set to ${used.nonce + 1}` }
        await saveCooperativeSetting(act, chainSetting, { ...used, nonce: used.nonce + 1 })
      }
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  if (step === SIGN && prepared) {
    return (
      <Screen
        title={`Sign the payout of ${periodOf(prepared.payout.split).name}`}
        actions={
          <Button variant="default" leftSection={<IconArrowLeft size={16} />} onClick={() => setStep(1)}>
            Back to the second look
          </Button>
        }
      >
        <SignStep payout={prepared.payout} saidAnotherPeriod={prepared.isAnotherPeriod} signatures={signatures} onSigned={keep} />
      </Screen>
    )
  }
  return (
    <Screen
      title="Pay"
      summary={`${unsigned.length} to sign · ${signatures.length} signed`}
      actions={
        <Button variant="default" component={Link} href="/pay?bank" leftSection={<IconBuildingBank size={16} />}>
          Paid in money
        </Button>
      }
    >
      <Stepper
        active={step === DONE ? STEPS.length : step}
        size="xs"
        mb="md"
        aria-label="Steps of a payout"
        onStepClick={setStep}
      >
        {STEPS.map((label, at) => (
          <Stepper.Step key={label} label={label} {...stepAccess(at, step, prepared !== null)} />
        ))}
      </Stepper>
      <Stack>
        {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
        <SettlementNotice />
        {step === 0 && (
          <>
            <PutBackNotice />
            {unsigned.length > 0 && (
              <PrepareStep
                distributions={unsigned}
                signatures={signatures}
                chain={chain}
                prepared={prepared}
                onPrepared={setPrepared}
                onNext={() => setStep(1)}
              />
            )}
            {unsigned.length === 0 && <NothingToSign isSplit={distributions.some(({ periodId }) => names.has(periodId))} />}
            <SignedList signatures={signatures} names={names} />
          </>
        )}
        {step === 1 && prepared && <SecondLookStep payout={prepared.payout} onNext={() => setStep(SIGN)} />}
        {step === DONE && signed && (
          <>
            <SignedPayout payout={signed} />
            <Button variant="default" w="fit-content" onClick={() => setStep(0)}>
              Back to payouts
            </Button>
          </>
        )}
      </Stack>
    </Screen>
  )
}

/** One step back is always open; forward only by the step's own button, which has looked first. */
function stepAccess(at: number, step: number, hasPrepared: boolean): { allowStepSelect: boolean; disabled: boolean } {
  const reachable = at <= step && (at === 0 || (step !== DONE && hasPrepared))
  return { allowStepSelect: reachable, disabled: !reachable && at !== step }
}

/** @param isSplit whether there are splits of periods that are here, all of them signed then */
function NothingToSign({ isSplit }: { isSplit: boolean }) {
  return (
    <EmptyScreen
      icon={<IconSignature size={28} />}
      title={isSplit ? 'Every split is signed' : 'No split is waiting'}
      actions={
        <Button component={Link} href="/split">
          Split a period
        </Button>
      }
    >
      {isSplit
        ? 'Split the next period, and it comes here to be signed.'
        : 'Import rewards or restore a backup, split the period, and it comes here to be signed.'}
    </EmptyScreen>
  )
}
