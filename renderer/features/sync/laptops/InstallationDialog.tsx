import { Button, Checkbox, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { AccessRole } from '#core/records/tableDeclaration'
import type { JoinRequest } from '#core/sync/joining/joinRequest'
import type { Welcome } from '#core/sync/joining/welcome'
import { useMembers } from '../../../data/queries'
import { decideOnInstallationHere, welcomeHere } from '../../../data/sync/access/admitting'
import type { Installation } from '../../../data/sync/access/installations'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { DocumentOut } from '../documents/DocumentOut'
import { Fingerprint } from '../documents/Fingerprint'
import { RolesField } from './RolesField'

interface InstallationDialogProps {
  installationKey: string
  /** Null where there is none. */
  request: JoinRequest | null
  /** What is known of it here; null of one that is new. */
  installation: Installation | null
  onClose: () => void
}

/** Admits a laptop or changes what it may do, whose it is and what people call it; gives a welcome to one that joins. */
export function InstallationDialog({ installationKey: key, request, installation, onClose }: InstallationDialogProps) {
  const isJoining = installation?.standing !== 'admitted'
  const [name, setName] = useState(installation?.name ?? request?.name ?? '')
  const [memberId, setMemberId] = useState(installation?.memberId ?? null)
  const [roles, setRoles] = useState<readonly AccessRole[]>(installation?.roles ?? [])
  const [isCompared, setCompared] = useState(!isJoining)
  const [fromBeginning, setFromBeginning] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [welcome, setWelcome] = useState<Welcome | null>(null)
  const members = useMembers() ?? []
  const held = installation?.actors.filter(({ batches }) => batches > 0) ?? []

  async function submit(event: FormEvent) {
    event.preventDefault()
    const isAsBefore = sameRoles(roles, installation?.roles ?? []) && request === null && !fromBeginning
    const after = fromBeginning ? {} : Object.fromEntries(held.map(({ actor, batches }) => [actor, batches]))
    const access = isAsBefore ? null : { roles, after, encryptionKey: request?.encryptionKey ?? null }
    try {
      await decideOnInstallationHere({ key, name: name.trim(), memberId, access })
      if (isJoining) setWelcome(await welcomeHere(key, roles))
      else onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  if (welcome) return <WelcomeDialog name={name} welcome={welcome} onClose={onClose} />
  return (
    <Modal opened onClose={onClose} title={isJoining ? 'Admit a laptop' : `Change ${name}`} size="lg">
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          {problem && <ProblemAlert problem={problem} />}
          <div>
            <Text fz="sm">{isJoining ? 'Ask whoever has the laptop to read its digits aloud:' : 'Fingerprint'}</Text>
            <Fingerprint of={key} what={name || 'the laptop'} />
          </div>
          {isJoining && (
            <Checkbox
              label="They are the same"
              checked={isCompared}
              onChange={(event) => setCompared(event.currentTarget.checked)}
            />
          )}
          <TextInput
            label="Name of the laptop"
            maxLength={200}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label="Whose it is"
            placeholder="Nobody in particular"
            clearable
            searchable
            data={members.map(({ id, name: label }) => ({ value: id, label }))}
            value={memberId}
            onChange={setMemberId}
          />
          <RolesField roles={roles} onChange={setRoles} />
          {held.length > 0 && (
            <Checkbox
              label="What it wrote before counts by these roles too"
              description="Otherwise they hold from its next batch."
              checked={fromBeginning}
              onChange={(event) => setFromBeginning(event.currentTarget.checked)}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={!isCompared || roles.length === 0 || name.trim() === ''}>
              {isJoining ? 'Admit' : 'Save'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

function WelcomeDialog({ name, welcome, onClose }: { name: string; welcome: Welcome; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={`${name} is admitted`} size="lg">
      <Stack>
        <Text>
          Give it the welcome, and sync: what you decided here goes to the others with your next round, and holds for each laptop
          once it is there.
        </Text>
        <DocumentOut fileName="commonmast-welcome.json" document={welcome} what="the welcome" />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Done
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function sameRoles(one: readonly AccessRole[], other: readonly AccessRole[]): boolean {
  return one.length === other.length && one.every((role) => other.includes(role))
}
