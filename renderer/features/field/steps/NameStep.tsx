import { Button, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { SessionOrder } from '#core/contract/provisioningCalls'
import type { SessionState } from '#core/provisioning/session/sessionState'
import { useDevice } from '../deviceSession'
import { decide, goOn, useFieldWork } from '../fieldWork'
import { nextName } from '../flow/nextName'
import { StepForm } from '../StepForm'

/** The names that the device lets one give it. The next device gets the name after it. */
export function NameStep({ session }: { session: SessionState }) {
  const same = useFieldWork((flow) => flow.same)
  const problem = useDevice((state) => state.problem)
  const before = { name: session.device?.name ?? '', hostname: session.hostname ?? '' }
  const [name, setName] = useState(same?.deviceName ? nextName(same.deviceName) : before.name)
  const [hostname, setHostname] = useState(same?.hostname ? nextName(same.hostname) : before.hostname)
  const canName = session.abilities.includes('set-device-name')
  const canHost = session.abilities.includes('set-hostname')
  const givesName = canName && name.trim() !== '' && name !== before.name
  const givesHost = canHost && hostname.trim() !== '' && hostname !== before.hostname

  function give() {
    if (!givesName && !givesHost) return void goOn('name')
    const orders: SessionOrder[] = [
      ...(givesName ? [{ kind: 'set-device-name' as const, name: name.trim() }] : []),
      ...(givesHost ? [{ kind: 'set-hostname' as const, hostname: hostname.trim() }] : []),
    ]
    void decide('name', orders)
  }

  return (
    <StepForm
      title="What shall it be called?"
      action={givesName || givesHost ? 'Give it this name' : 'Keep its name'}
      onAction={give}
      others={
        (givesName || givesHost) && (
          <Button size="xl" variant="default" onClick={() => goOn('name')}>
            Leave as it is
          </Button>
        )
      }
    >
      {canName && (
        <TextInput
          label="Name"
          size="xl"
          spellCheck={false}
          data-autofocus
          value={name}
          error={problem?.field === 'name' ? problem.message : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      {canHost && (
        <TextInput
          label="Hostname"
          description="Letters, digits and hyphens"
          size="xl"
          spellCheck={false}
          data-autofocus={!canName || undefined}
          value={hostname}
          error={problem?.field === 'hostname' ? problem.message : undefined}
          onChange={(event) => setHostname(event.currentTarget.value)}
        />
      )}
      <Text fz="sm" c="dimmed">
        With a number in it, the next device gets the next number: {nextName(hostname || name || 'mast-1')}.
      </Text>
    </StepForm>
  )
}
