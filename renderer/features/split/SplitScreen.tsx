import { Button, Stepper } from '@mantine/core'
import { IconChartSankey } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { Link } from 'wouter'
import type { Agreement, Distribution, Epoch, Hotspot, Member } from '#core/model/records'
import { splitFileSchema } from '#core/rewards/splitFile'
import { useAgreements, useContributions, useDistributions, useEpochs, useHotspots, useMembers } from '../../data/queries'
import { openImportDrawer } from '../../platform/importDrawer'
import { EmptyScreen } from '../../ui/EmptyScreen'
import { Screen } from '../../ui/Screen'
import { CheckStep } from './CheckStep'
import { CloseStep } from './CloseStep'
import { checkEpoch } from './checkEpoch'
import { EpochStep } from './EpochStep'
import { ExplainStep } from './ExplainStep'
import { SplitStep } from './SplitStep'
import { splitIsCurrent } from './splitIsCurrent'

/** A period from what the network paid to what each member is due. */
export function SplitScreen() {
  const epochs = useEpochs()
  const hotspots = useHotspots()
  const members = useMembers()
  const agreements = useAgreements()
  const distributions = useDistributions()
  if (!epochs || !hotspots || !members || !agreements || !distributions) return <Screen title="Split">{null}</Screen>
  if (epochs.length === 0) {
    return (
      <Screen title="Split">
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
    <SplitSteps epochs={epochs} hotspots={hotspots} members={members} agreements={agreements} distributions={distributions} />
  )
}

interface SplitStepsProps {
  epochs: Epoch[]
  hotspots: Hotspot[]
  members: Member[]
  agreements: Agreement[]
  distributions: Distribution[]
}

const STEPS = ['Import', 'Check', 'Split', 'Explain', 'Close']

function SplitSteps({ epochs, hotspots, members, agreements, distributions }: SplitStepsProps) {
  const [epochId, setEpochId] = useState<string | null>(null)
  const [step, setStep] = useState(0)
  const contributions = useContributions(epochId)
  const epoch = epochs.find((one) => one.id === epochId)
  const distribution = distributions.find((one) => one.epochId === epochId)
  const split = useMemo(() => splitFileSchema.safeParse(distribution?.file).data ?? null, [distribution])
  const check = useMemo(
    () => (contributions && epochId ? checkEpoch({ contributions, hotspots, members, agreements }) : null),
    [contributions, epochId, hotspots, members, agreements],
  )
  const signed = distribution?.status === 'signed'
  const current = useMemo(
    () => !split || !check || splitIsCurrent(split, { rewards: check.rewards, members, agreements }),
    [split, check, members, agreements],
  )
  const reachable = !epoch ? 0 : split ? 4 : 2
  const active = Math.min(step, reachable)

  return (
    <Screen title="Split" summary={epoch ? `${epoch.name} · ${epoch.network}` : `${epochs.length} periods`}>
      <Stepper active={active} onStepClick={setStep} size="xs" mb="md" aria-label="Steps of a split">
        {STEPS.map((label, at) => (
          <Stepper.Step key={label} label={label} allowStepSelect={at <= reachable} disabled={at > reachable} />
        ))}
      </Stepper>
      {active === 0 && (
        <EpochStep
          epochs={epochs}
          distributions={distributions}
          chosenId={epochId}
          onChoose={(id) => {
            setEpochId(id)
            setStep(1)
          }}
        />
      )}
      {epoch && check && active === 1 && (
        <CheckStep
          epoch={epoch}
          check={check}
          hotspots={hotspots}
          members={members}
          agreements={agreements}
          onNext={() => setStep(2)}
        />
      )}
      {epoch && check && active === 2 && (
        <SplitStep
          epoch={epoch}
          check={check}
          members={members}
          agreements={agreements}
          split={split}
          signed={signed}
          current={current}
          onNext={() => setStep(3)}
        />
      )}
      {split && active === 3 && <ExplainStep split={split} onNext={() => setStep(4)} />}
      {split && active === 4 && <CloseStep split={split} signed={signed} />}
    </Screen>
  )
}
