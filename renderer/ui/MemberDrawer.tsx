import { Button, Drawer, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { lookAlikes } from '#core/model/lookAlikes'
import { checkMemberAddress } from '#core/model/memberAddress'
import { Problem } from '#core/model/problem'
import type { Member } from '#core/model/records'
import { asProblem, ProblemAlert } from './ProblemAlert'
import { type StandingDraft, StandingFields } from './StandingFields'
import { readStanding, standingDraft } from './standingDraft'

interface MemberDrawerProps {
  /** Null for a new member. */
  member: Member | null
  members: Member[]
  /** Names of reserves that are known. */
  reserves?: string[]
  onSave: (fields: Pick<Member, 'name' | 'role' | 'address' | 'standing'>) => Promise<void>
  onClose: () => void
}

/** A member's name, role, address and standing. Without an address the share is held, never dropped. */
export function MemberDrawer({ member, members, reserves = [], onSave, onClose }: MemberDrawerProps) {
  const [name, setName] = useState(member?.name ?? '')
  const [role, setRole] = useState(member?.role ?? 'member')
  const [address, setAddress] = useState(member?.address ?? '')
  const [standing, setStanding] = useState(() => standingDraft(member?.standing))
  const [problem, setProblem] = useState<Problem | null>(null)
  const typed = address.trim()
  const standingFault = faultOfStanding(standing)
  const addressFault = typed === '' ? null : addressSentence(typed, name)
  const alike = addressFault === null && typed !== '' ? lookAlikes(typed, member?.id ?? null, members) : null

  async function save(event: FormEvent) {
    event.preventDefault()
    try {
      const fields = { name: name.trim(), role: role.trim(), address: typed === '' ? null : typed }
      await onSave({ ...fields, standing: readStanding(standing) })
      onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      title={member ? `Member ${member.name}` : 'New member'}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={save}>
        <Stack>
          <TextInput label="Name" required data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <TextInput label="Role" value={role} onChange={(event) => setRole(event.currentTarget.value)} />
          <TextInput
            label="Address"
            description="With its capital letters: they are its checksum. Empty: the share is held until there is one."
            value={address}
            spellCheck={false}
            error={addressFault}
            onChange={(event) => setAddress(event.currentTarget.value)}
          />
          {member?.address && typed !== member.address && (
            <Text fz="sm">This changes where {member.name} is paid. Compare the whole address with them by another way.</Text>
          )}
          {alike && alike.same.length > 0 && (
            <Text fz="sm">The same address as {alike.same.map((other) => other.name).join(', ')}: they are paid together.</Text>
          )}
          {alike && alike.similar.length > 0 && (
            <Text fz="sm" c="red">
              Begins and ends like the address of {alike.similar.map((other) => other.name).join(', ')} but is another one:
              compare every character.
            </Text>
          )}
          {member && (
            <StandingFields
              draft={standing}
              memberId={member.id}
              members={members}
              reserves={reserves}
              fault={standingFault}
              onChange={setStanding}
            />
          )}
          {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={name.trim() === '' || addressFault !== null || standingFault !== null}>
              Save member
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  )
}

function addressSentence(address: string, name: string): string | null {
  try {
    checkMemberAddress(address, name.trim() || 'this member')
    return null
  } catch (thrown) {
    return Problem.from(thrown, 'address.malformed', 'This is not an address.').message
  }
}

function faultOfStanding(draft: StandingDraft): { field: string; message: string } | null {
  try {
    readStanding(draft)
    return null
  } catch (thrown) {
    const { field = 'from', message } = Problem.from(thrown, 'standing.incomplete', 'The standing is not complete.')
    return { field, message }
  }
}
