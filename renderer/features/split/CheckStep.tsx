import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { TermsSignature } from '#core/agreements/agreementRecords'
import { reservesOf } from '#core/agreements/reservesOf'
import type { Agreement, GroupedHotspot, Hotspot, Member, Period } from '#core/model/records'
import { reachTexts } from '#core/rewards/agreementsReach'
import { overpaidText } from '#core/rewards/newPeriod'
import { unmatchedText } from '#core/rewards/unmatchedKeys'
import { numberText } from '#core/words/numberText'
import { knownSignatureFault } from '../../data/agreements/signatureFaults'
import { saveMember } from '../../data/money/members'
import { useExamineAddress } from '../../data/treasury/addressBook'
import { Amount } from '../../ui/Amount'
import { MayWrite } from '../../ui/access/MayWrite'
import { MemberDrawer } from '../../ui/MemberDrawer'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { AgreementsSection } from './agreements/AgreementsSection'
import { SigningNotice } from './agreements/SigningNotice'
import type { PeriodCheck } from './checkPeriod'
import { InputsSection } from './inputs/InputsSection'
import { MembersTable } from './MembersTable'

interface CheckStepProps {
  period: Period
  check: PeriodCheck
  hotspots: Hotspot[]
  groupedHotspots: GroupedHotspot[]
  members: Member[]
  agreements: Agreement[]
  /** What members signed of the agreements. */
  signatures: TermsSignature[]
  onNext: () => void
}

/** Everything that decides the split, before it is made: what came in, who shares it how, what is in the way. */
export function CheckStep({ period, check, hotspots, groupedHotspots, members, agreements, signatures, onNext }: CheckStepProps) {
  const [member, setMember] = useState<Member | 'new' | null>(null)
  const examine = useExamineAddress()
  const context = {
    ...{ period, members, agreements, hotspots, groupedHotspots, signatures },
    signatureFault: knownSignatureFault,
  }
  const used = useMemo(() => new Set(check.uses.keys()), [check.uses])
  const reserves = useMemo(() => reservesOf(agreements), [agreements])
  const reached = reachTexts(check.reach)
  const ready = check.problems.length === 0
  return (
    <Stack>
      <Group justify="space-between" align="flex-start">
        <Group gap="xl">
          <Figure name="Total">
            <Amount baseUnits={check.totalBaseUnits} token={period.token} />
          </Figure>
          <Figure name="Rewards">{numberText(check.rewards.length)}</Figure>
          <Figure name="In the fleet">{numberText(check.inFleet)}</Figure>
          <Figure name="Not in the fleet">{numberText(check.notInFleet)}</Figure>
          <Figure name="Members without address">{numberText(check.withoutAddress.length)}</Figure>
        </Group>
        <Button onClick={onNext} disabled={!ready}>
          Go to split
        </Button>
      </Group>
      {check.problems.map((problem) => (
        <ProblemAlert key={problem.message} problem={problem} />
      ))}
      {check.overpaid.length > 0 && (
        <Alert color="yellow" title="This correction says less than was shared before">
          For {overpaidText(check.overpaid, period.token)}. What members got of it is taken off what they get next.
        </Alert>
      )}
      {check.unmatched.length > 0 && (
        <Alert color="yellow" title="Agreements name hotspots that nobody knows">
          {check.unmatched.map((keys) => (
            <Text fz="sm" key={keys.agreementId}>
              {unmatchedText(keys)}.
            </Text>
          ))}
          <Text fz="sm">
            They have no reward in this period and are not in the fleet. Where a key is mistyped, another agreement pays for its
            hotspot: correct it before you split.
          </Text>
        </Alert>
      )}
      {reached.length > 0 && (
        <Alert color="yellow" title="What the agreements do not reach">
          {reached.map((text) => (
            <Text fz="sm" key={text}>
              {text}
            </Text>
          ))}
        </Alert>
      )}
      {check.notInFleet > 0 && (
        <Text fz="sm" c="dimmed">
          Rewards of hotspots that are not in the fleet are split too: by an agreement that names them or a group that they are in
          by key, else by the default.
        </Text>
      )}
      <SigningNotice context={context} used={used} />
      <AgreementsSection context={context} uses={check.uses} />
      <InputsSection period={period} check={check} members={members} />
      <section aria-labelledby="members-title">
        <Group justify="space-between" mb={4}>
          <Title order={2} id="members-title">
            Members
          </Title>
          <MayWrite tables={['members']}>
            <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} />} onClick={() => setMember('new')}>
              Add member
            </Button>
          </MayWrite>
        </Group>
        <MembersTable members={members} onEdit={setMember} />
      </section>
      {member && (
        <MemberDrawer
          examine={examine}
          member={member === 'new' ? null : member}
          members={members}
          reserves={reserves}
          onSave={(fields) => saveMember(member === 'new' ? null : member, fields)}
          onClose={() => setMember(null)}
        />
      )}
    </Stack>
  )
}

function Figure({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <Text fz="xs" c="dimmed">
        {name}
      </Text>
      <Text fz="lg" fw={600} className="figures">
        {children}
      </Text>
    </div>
  )
}
