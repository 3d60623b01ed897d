import { Button, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { IconBuildingCommunity } from '@tabler/icons-react'
import { useState } from 'react'
import type { Member } from '#core/model/records'
import { saveMember } from '../../data/money/members'
import { useGoals, useHotspots, useMembers, useProvisionings } from '../../data/queries'
import { useExamineAddress } from '../../data/treasury/addressBook'
import { MayWrite } from '../../ui/access/MayWrite'
import { EmptyScreen } from '../../ui/EmptyScreen'
import { MemberDrawer } from '../../ui/MemberDrawer'
import { Screen } from '../../ui/Screen'
import { GoalCard } from './GoalCard'
import { GoalForm } from './GoalForm'
import { HostsSection } from './HostsSection'
import { MembersTable } from './MembersTable'

type Open = { kind: 'goal' } | { kind: 'member'; member: Member | null } | null

/** Goals that everyone can see measured, and the members they belong to. */
export function CoopScreen() {
  const goals = useGoals()
  const members = useMembers()
  const examine = useExamineAddress()
  const hotspots = useHotspots()
  const provisionings = useProvisionings()
  const [open, setOpen] = useState<Open>(null)
  if (!goals || !members || !hotspots || !provisionings) return null
  const provisionedCount = provisionings.filter((record) => !record.simulated).length
  const withoutAddress = members.filter((member) => member.address === null && member.paidBy !== 'money').length
  const buttons = (
    <>
      <MayWrite tables={['goals']}>
        <Button variant="default" onClick={() => setOpen({ kind: 'goal' })}>
          Add a goal
        </Button>
      </MayWrite>
      <MayWrite tables={['members']}>
        <Button onClick={() => setOpen({ kind: 'member', member: null })}>Add a member</Button>
      </MayWrite>
    </>
  )

  return (
    <Screen
      title="Coop"
      summary={`${members.length} members${withoutAddress > 0 ? `, ${withoutAddress} without an address` : ''} · ${goals.length} goals`}
      actions={members.length + goals.length > 0 && buttons}
    >
      {members.length + goals.length === 0 ? (
        <EmptyScreen icon={<IconBuildingCommunity size={28} />} title="No members and no goals yet" actions={buttons}>
          Members, what each is due and the goals you share will be here, counted from the records and nothing else.
        </EmptyScreen>
      ) : (
        <Stack gap="lg">
          {goals.length > 0 && (
            <SimpleGrid cols={{ base: 1, md: 2, lg: 3 }} spacing="sm">
              {goals.map((goal) => (
                <GoalCard key={goal.id} goal={goal} hotspots={hotspots} provisionedCount={provisionedCount} />
              ))}
            </SimpleGrid>
          )}
          <Stack gap="xs">
            <Title order={2}>Members</Title>
            {members.length === 0 ? (
              <Text c="dimmed">No members yet. They also come in with an agreements file.</Text>
            ) : (
              <MembersTable members={members} onEdit={(member) => setOpen({ kind: 'member', member })} />
            )}
          </Stack>
          <HostsSection members={members} />
        </Stack>
      )}
      {open?.kind === 'goal' && <GoalForm onClose={() => setOpen(null)} />}
      {open?.kind === 'member' && (
        <MemberDrawer
          examine={examine}
          member={open.member}
          members={members}
          onSave={(fields) => saveMember(open.member, fields)}
          onClose={() => setOpen(null)}
        />
      )}
    </Screen>
  )
}
