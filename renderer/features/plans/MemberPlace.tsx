import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import type { PlanCandidate } from '#core/model/planStudy'
import type { Member } from '#core/model/records'
import { parsePosition } from '../../map/coordinates'

interface MemberPlaceProps {
  members: readonly Member[]
  onAdd: (place: PlanCandidate) => void
}

/** A member offers their roof: who, and where. */
export function MemberPlace({ members, onAdd }: MemberPlaceProps) {
  const [memberId, setMemberId] = useState<string | null>(null)
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  function add() {
    const position = parsePosition(typed)
    const member = members.find(({ id }) => id === memberId)
    if (!member) return setFault('Choose the member whose address this is.')
    if (!position) return setFault('This is no position: type latitude and longitude, such as 37.77, -122.42.')
    onAdd({ id: `member:${member.id}:${crypto.randomUUID()}`, name: member.name, kind: 'member', ...position, cost: 0 })
    setTyped('')
    setFault(null)
  }
  const addOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    event.preventDefault()
    add()
  }
  return (
    <Stack gap={6} role="group" aria-label="Members’ addresses">
      <Group gap="xs" grow align="start" wrap="nowrap">
        <Select
          size="xs"
          label="A member’s address"
          placeholder="Member"
          searchable
          data={members.map(({ id, name }) => ({ value: id, label: name }))}
          value={memberId}
          onChange={setMemberId}
        />
        <TextInput
          size="xs"
          label="Where it is"
          placeholder="lat, lng"
          value={typed}
          error={fault}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={addOnEnter}
        />
      </Group>
      <Button size="compact-sm" variant="default" onClick={add}>
        Add this address
      </Button>
    </Stack>
  )
}
