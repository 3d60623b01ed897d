import { Button, Group, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { InstallRecord } from '#core/agreements/agreementRecords'
import type { Hotspot } from '#core/model/records'
import { isoDay } from '#core/words/dateText'
import { saveMember } from '../../../data/money/members'
import { useInstallsOf, useMembers } from '../../../data/queries'
import { useExamineAddress } from '../../../data/treasury/addressBook'
import { MayWrite } from '../../../ui/access/MayWrite'
import { MemberDrawer } from '../../../ui/MemberDrawer'
import { InstallForm, type InstallTask } from './InstallForm'
import { installDaysText } from './installDays'

/** Who hosted the hotspot where, the latest first, and what can be done about it. */
export function InstallsSection({ hotspot }: { hotspot: Hotspot }) {
  const installs = useInstallsOf(hotspot.id)
  const members = useMembers()
  const examine = useExamineAddress()
  const [task, setTask] = useState<InstallTask | null>(null)
  const [addsMember, setAddsMember] = useState(false)
  if (!installs || !members) return null
  const names = new Map(members.map(({ id, name }) => [id, name]))
  const nameOf = (id: string | null) => (id === null ? 'Not known' : (names.get(id) ?? id))
  const latestFirst = installs.toReversed()
  const current = latestFirst.find(({ to }) => to === null)

  return (
    <section aria-label="Installs">
      <Group justify="space-between" wrap="nowrap" mb={4}>
        <Text fz="xs" c="dimmed">
          Installs: hosts and places
        </Text>
        <Group gap={4} wrap="nowrap">
          {current && (
            <MayWrite tables={['installs']}>
              <Button size="compact-xs" variant="default" onClick={() => setTask({ kind: 'host', install: current })}>
                Change host
              </Button>
            </MayWrite>
          )}
          <MayWrite tables={['installs']}>
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<IconPlus size={14} />}
              onClick={() => setTask({ kind: 'add', install: null })}
            >
              Add install
            </Button>
          </MayWrite>
        </Group>
      </Group>
      {latestFirst.length === 0 ? (
        <Text fz="sm">None yet. Putting a device into service makes one; agreements that pay the host need them.</Text>
      ) : (
        <Table fz="sm" horizontalSpacing={4} aria-label={`Installs of ${hotspot.name}`}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Host</Table.Th>
              <Table.Th>From, gone from</Table.Th>
              <Table.Th>
                <VisuallyHidden>Action</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {latestFirst.map((install) => (
              <InstallRow
                key={install.id}
                install={install}
                nameOf={nameOf}
                onChange={() => setTask({ kind: 'change', install })}
              />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {task && (
        <InstallForm
          hotspot={hotspot}
          members={members}
          task={task}
          onAddMember={() => setAddsMember(true)}
          onClose={() => setTask(null)}
        />
      )}
      {addsMember && (
        <MemberDrawer
          examine={examine}
          member={null}
          members={members}
          onSave={(fields) => saveMember(null, fields)}
          onClose={() => setAddsMember(false)}
        />
      )}
    </section>
  )
}

interface InstallRowProps {
  install: InstallRecord
  nameOf: (memberId: string | null) => string
  onChange: () => void
}

function InstallRow({ install, nameOf, onChange }: InstallRowProps) {
  const { hostId, installerId, place } = install
  const about = [place, installerId === null ? null : `installed by ${nameOf(installerId)}`].filter((text) => text !== null)
  return (
    <Table.Tr>
      <Table.Td>
        {nameOf(hostId)}
        {about.length > 0 && (
          <Text fz="xs" c="dimmed">
            {about.join(', ')}
          </Text>
        )}
      </Table.Td>
      <Table.Td className="figures">{installDaysText(install)}</Table.Td>
      <Table.Td ta="right">
        <MayWrite tables={['installs']}>
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={onChange}
            aria-label={`Change the install from ${isoDay(install.from)}`}
          >
            Change
          </Button>
        </MayWrite>
      </Table.Td>
    </Table.Tr>
  )
}
