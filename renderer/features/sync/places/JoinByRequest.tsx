import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { JoinRequest } from '#core/sync/joining/joinRequest'
import { joinByWelcome, requestToJoinHere } from '../../../data/sync/joining'
import { DocumentIn } from '../documents/DocumentIn'
import { DocumentOut } from '../documents/DocumentOut'
import { Fingerprint } from '../documents/Fingerprint'

/** This laptop asks an admin to be admitted, and opens the answer. */
export function JoinByRequest({ attempt }: { attempt: <T>(work: () => Promise<T>) => Promise<T | null> }) {
  const [name, setName] = useState('')
  const [request, setRequest] = useState<JoinRequest | null>(null)

  async function submit(event: FormEvent) {
    event.preventDefault()
    setRequest(await attempt(() => requestToJoinHere(name)))
  }

  return (
    <Stack gap="sm">
      <form onSubmit={(event) => void submit(event)}>
        <Group align="flex-end" gap="xs">
          <TextInput
            label="Name of this laptop"
            placeholder="Ana’s laptop"
            maxLength={200}
            w={280}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={name.trim() === ''}>
            Make a request to join
          </Button>
        </Group>
      </form>
      {request && (
        <Stack gap="xs" role="status">
          <Text fz="sm">Give it to an admin, and read these digits aloud to each other. The admin has to see the same:</Text>
          <Fingerprint of={request.publicKey} what="this laptop’s key" />
          <DocumentOut fileName="commonmast-join-request.json" document={request} what="the request" />
        </Stack>
      )}
      <Text fz="sm">An admin answers with a welcome.</Text>
      <DocumentIn what="a welcome" onOpen={(text) => void attempt(async () => joinByWelcome(await text()))} />
    </Stack>
  )
}
