import { Select } from '@mantine/core'
import type { Member } from '#core/model/records'

interface MemberChoiceProps {
  label: string
  members: Member[]
  value: string | null
  onChange: (memberId: string | null) => void
}

/** A member, or nobody known. */
export function MemberChoice({ label, members, value, onChange }: MemberChoiceProps) {
  return (
    <Select
      label={label}
      placeholder="Not known"
      clearable
      searchable
      nothingFoundMessage="No member of that name"
      data={members.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
    />
  )
}
