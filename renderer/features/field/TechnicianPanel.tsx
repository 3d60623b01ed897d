import { Button, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useMembers } from '../../data/queries'
import { ChoiceList } from './ChoiceList'
import { setPreference, usePreferences } from './fieldPreferences'
import { StepForm } from './StepForm'

const SHOWN = 8

/** Who is at work: a member or a name; remembered on this installation and written into each record. */
export function TechnicianPanel({ onClose }: { onClose: () => void }) {
  const members = useMembers() ?? []
  const technician = usePreferences((state) => state.technician)
  const [name, setName] = useState(technician?.name ?? '')
  const typed = name.trim()
  const found = members.filter((member) => member.name.toLowerCase().includes(typed.toLowerCase())).slice(0, SHOWN)
  const member = members.find((one) => one.name.toLowerCase() === typed.toLowerCase()) ?? null

  function choose() {
    setPreference({ technician: typed === '' ? null : { memberId: member?.id ?? null, name: member?.name ?? typed } })
    onClose()
  }

  return (
    <StepForm
      apart
      title="Who are you?"
      action={typed === '' ? 'Name nobody' : `I am ${member?.name ?? typed}`}
      onAction={choose}
      others={
        <Button size="xl" variant="default" onClick={onClose}>
          Close
        </Button>
      }
    >
      <TextInput
        label="Your name"
        description="A member's name, or any other. It goes into each record that is signed here."
        size="xl"
        spellCheck={false}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {found.length > 0 && (
        <ChoiceList
          label="Members"
          withoutFocus
          value={member?.id ?? null}
          choices={found.map(({ id, name: title, role }) => ({ value: id, title, detail: role || undefined }))}
          onChange={(id) => setName(members.find((one) => one.id === id)?.name ?? '')}
        />
      )}
      {typed !== '' && !member && (
        <Text fz="md" c="dimmed">
          No member has this name; the record says it as it is typed.
        </Text>
      )}
    </StepForm>
  )
}
