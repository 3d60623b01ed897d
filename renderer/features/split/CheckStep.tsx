import { Alert, Badge, Button, Group, Stack, Table, Text, Title, VisuallyHidden } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { termsSentences } from '#core/agreements/termsSentences'
import type { Agreement, GroupedHotspot, Hotspot, Member, Period } from '#core/model/records'
import { reachTexts } from '#core/rewards/agreementsReach'
import { overpaidText } from '#core/rewards/newPeriod'
import { termsOf } from '#core/rewards/termsOf'
import { unmatchedText } from '#core/rewards/unmatchedKeys'
import { numberText } from '#core/words/numberText'
import { saveMember } from '../../data/money/members'
import { Amount } from '../../ui/Amount'
import { MemberDrawer } from '../../ui/MemberDrawer'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { AgreementDrawer } from './AgreementDrawer'
import type { PeriodCheck } from './checkPeriod'
import { InputsSection } from './inputs/InputsSection'
import { MembersTable } from './MembersTable'
import { scopeText } from './scopeText'

interface CheckStepProps {
  period: Period
  check: PeriodCheck
  hotspots: Hotspot[]
  groupedHotspots: GroupedHotspot[]
  members: Member[]
  agreements: Agreement[]
  onNext: () => void
}

/** Everything that decides the split, before it is made: what came in, who shares it how, what is in the way. */
export function CheckStep({ period, check, hotspots, groupedHotspots, members, agreements, onNext }: CheckStepProps) {
  const [agreement, setAgreement] = useState<Agreement | 'new' | null>(null)
  const [member, setMember] = useState<Member | 'new' | null>(null)
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
          For {overpaidText(check.overpaid)}. What members got of it is taken off what they get next.
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
      <section aria-labelledby="agreements-title">
        <Group justify="space-between" mb={4}>
          <Title order={2} id="agreements-title">
            Agreements
          </Title>
          <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} />} onClick={() => setAgreement('new')}>
            Add agreement
          </Button>
        </Group>
        <AgreementsTable period={period} check={check} members={members} agreements={agreements} onEdit={setAgreement} />
      </section>
      <InputsSection period={period} check={check} members={members} />
      <section aria-labelledby="members-title">
        <Group justify="space-between" mb={4}>
          <Title order={2} id="members-title">
            Members
          </Title>
          <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} />} onClick={() => setMember('new')}>
            Add member
          </Button>
        </Group>
        <MembersTable members={members} onEdit={setMember} />
      </section>
      {agreement && (
        <AgreementDrawer
          agreement={agreement === 'new' ? null : agreement}
          suggestDefault={!agreements.some((other) => other.scope.kind === 'default')}
          members={members}
          hotspots={hotspots}
          groupedHotspots={groupedHotspots}
          onClose={() => setAgreement(null)}
        />
      )}
      {member && (
        <MemberDrawer
          member={member === 'new' ? null : member}
          members={members}
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

interface AgreementsTableProps {
  period: Period
  check: PeriodCheck
  members: Member[]
  agreements: Agreement[]
  onEdit: (agreement: Agreement) => void
}

function AgreementsTable({ period, check, members, agreements, onEdit }: AgreementsTableProps) {
  const names = new Map(members.map((member) => [member.id, member.name]))
  if (agreements.length === 0) {
    return <Text c="dimmed">No agreements yet. One default agreement is enough to split everything.</Text>
  }
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Agreement</Table.Th>
          <Table.Th>Applies to</Table.Th>
          <Table.Th>Shares</Table.Th>
          <Table.Th ta="right">Rewards</Table.Th>
          <Table.Th ta="right">Amount</Table.Th>
          <Table.Th>
            <VisuallyHidden>Action</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {agreements.map((agreement) => {
          const use = check.uses.get(agreement.id)
          return (
            <Table.Tr key={agreement.id}>
              <Table.Td fw={550}>{agreement.name}</Table.Td>
              <Table.Td>{scopeText(agreement.scope)}</Table.Td>
              <Table.Td>{sharesText(agreement, names)}</Table.Td>
              <Table.Td ta="right">
                {use ? (
                  numberText(use.rewards)
                ) : (
                  <Badge variant="light" color="gray" tt="none" miw="max-content">
                    none here
                  </Badge>
                )}
              </Table.Td>
              <Table.Td ta="right">
                <Amount baseUnits={use?.amountBaseUnits ?? 0n} token={period.token} />
              </Table.Td>
              <Table.Td ta="right">
                <Button
                  size="compact-sm"
                  variant="subtle"
                  onClick={() => onEdit(agreement)}
                  aria-label={`Edit agreement ${agreement.name}`}
                >
                  Edit
                </Button>
              </Table.Td>
            </Table.Tr>
          )
        })}
      </Table.Tbody>
    </Table>
  )
}

function sharesText(agreement: Agreement, names: ReadonlyMap<string, string>): string {
  if (agreement.stages) {
    const sentences = termsSentences(termsOf(agreement), names)
    return sentences.length > 2 ? `${sentences.slice(0, 2).join(' ')} …` : sentences.join(' ')
  }
  const shown = agreement.shares.slice(0, 3).map((share) => `${names.get(share.memberId) ?? share.memberId} ${share.percent} %`)
  const rest = agreement.shares.length - shown.length
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ')
}
