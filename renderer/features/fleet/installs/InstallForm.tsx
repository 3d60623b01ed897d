import { Button, Group, Modal, SimpleGrid, Stack, Text, TextInput } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import type { InstallRecord } from '#core/agreements/agreementRecords'
import type { Problem } from '#core/model/problem'
import type { Hotspot, Member } from '#core/model/records'
import { isoDay } from '#core/words/dateText'
import { addInstall, changeHost, changeInstall, removeInstall } from '../../../data/installs/installs'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { instantOfDay } from './installDays'
import { MemberChoice } from './MemberChoice'

/** What is done with installs of a hotspot. */
export type InstallTask =
  | { kind: 'add'; install: null }
  | { kind: 'change'; install: InstallRecord }
  /** Another host from a day on. */
  | { kind: 'host'; install: InstallRecord }

interface InstallFormProps {
  hotspot: Hotspot
  members: Member[]
  task: InstallTask
  onAddMember: () => void
  onClose: () => void
}

const TITLES: Record<InstallTask['kind'], string> = {
  add: 'Add an install',
  change: 'Change the install',
  host: 'Change host',
}

/** An install of a hotspot: host, installer, place and days. A change of host ends it and begins the next. */
export function InstallForm({ hotspot, members, task, onAddMember, onClose }: InstallFormProps) {
  const { install } = task
  const isHostOnly = task.kind === 'host'
  const [hostId, setHostId] = useState(isHostOnly ? null : (install?.hostId ?? null))
  const [installerId, setInstallerId] = useState(install?.installerId ?? null)
  const [place, setPlace] = useState(install?.place ?? hotspot.place ?? '')
  const [from, setFrom] = useState(isHostOnly ? isoDay(Date.now()) : install ? isoDay(install.from) : '')
  const [to, setTo] = useState(install?.to ? isoDay(install.to) : '')
  const [problem, setProblem] = useState<Problem | null>(null)

  async function run(work: () => Promise<void>) {
    try {
      await work()
      onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  async function save() {
    if (task.kind === 'host') return changeHost(hotspot, task.install, hostId, instantOfDay(from))
    const fields = {
      hostId,
      installerId,
      place: place.trim() || null,
      from: instantOfDay(from, install?.from),
      to: to === '' ? null : instantOfDay(to, install?.to),
    }
    if (task.kind === 'add') return addInstall(hotspot, { ...fields, cell: hotspot.h3 })
    return changeInstall(hotspot, task.install, fields)
  }

  return (
    <Modal opened onClose={onClose} title={TITLES[task.kind]} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          void run(save)
        }}
      >
        <Stack gap="sm">
          <Text fz="sm">{hotspot.name}</Text>
          {problem && <ProblemAlert problem={problem} />}
          <Group align="flex-end" wrap="nowrap" gap="xs">
            <div style={{ flex: 1 }}>
              <MemberChoice label={isHostOnly ? 'New host' : 'Host'} members={members} value={hostId} onChange={setHostId} />
            </div>
            <MayWrite tables={['members']}>
              <Button variant="default" leftSection={<IconUserPlus size={16} />} onClick={onAddMember}>
                Add a member
              </Button>
            </MayWrite>
          </Group>
          {isHostOnly ? (
            <TextInput
              label="From"
              description="The first day with the new host, in UTC"
              type="date"
              required
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
          ) : (
            <>
              <MemberChoice label="Installed by" members={members} value={installerId} onChange={setInstallerId} />
              <TextInput label="Place" value={place} onChange={(event) => setPlace(event.currentTarget.value)} />
              <SimpleGrid cols={2} spacing="sm">
                <TextInput
                  label="From"
                  description="The first day, in UTC"
                  type="date"
                  required
                  value={from}
                  onChange={(event) => setFrom(event.currentTarget.value)}
                />
                <TextInput
                  label="Gone from"
                  description="Empty while it is there"
                  type="date"
                  value={to}
                  onChange={(event) => setTo(event.currentTarget.value)}
                />
              </SimpleGrid>
            </>
          )}
          <Group justify="space-between">
            {task.kind === 'change' ? (
              <MayWrite tables={['installs']}>
                <Button variant="subtle" color="red" onClick={() => void run(() => removeInstall(hotspot, task.install))}>
                  Remove the install
                </Button>
              </MayWrite>
            ) : (
              <span />
            )}
            <Group gap="xs">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <MayWrite tables={['installs']}>
                <Button type="submit" disabled={from === ''}>
                  {isHostOnly ? 'Change host' : 'Save install'}
                </Button>
              </MayWrite>
            </Group>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
