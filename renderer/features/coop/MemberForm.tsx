import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { checkAddress } from '#core/model/evmAddress'
import type { Problem } from '#core/model/problem'
import type { Member } from '#core/model/records'
import { putRecords } from '../../data/commands/putRecords'
import { newId, nowText } from '../../data/newId'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'

interface MemberFormProps {
  /** The member to change, or null for a new one. */
  member: Member | null
  onClose: () => void
}

/** Name, role and address of one member. An address must carry its checksum; without one the member's share is held. */
export function MemberForm({ member, onClose }: MemberFormProps) {
  const [name, setName] = useState(member?.name ?? '')
  const [role, setRole] = useState(member?.role ?? 'host')
  const [address, setAddress] = useState(member?.address ?? '')
  const [problem, setProblem] = useState<Problem | null>(null)

  async function save(event: FormEvent) {
    event.preventDefault()
    try {
      const checked = address.trim() === '' ? null : checkAddress(address.trim(), name || 'this member')
      const at = nowText()
      await putRecords('members', [
        {
          id: member?.id ?? newId(),
          name: name.trim(),
          role: role.trim(),
          address: checked,
          createdAt: member?.createdAt ?? at,
          updatedAt: at,
        },
      ])
      onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={member ? `Change ${member.name}` : 'Add a member'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={save}>
        <Stack gap="sm">
          {problem && <ProblemAlert problem={problem} />}
          <TextInput label="Name" required value={name} onChange={(event) => setName(event.currentTarget.value)} data-autofocus />
          <TextInput label="Role" value={role} onChange={(event) => setRole(event.currentTarget.value)} />
          <TextInput
            label="Payout address"
            description="EVM address with its capital letters; leave empty to hold this member's share"
            ff="monospace"
            value={address}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={name.trim() === ''}>
              Save member
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
