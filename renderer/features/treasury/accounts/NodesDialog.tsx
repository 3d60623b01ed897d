import { Button, Group, Modal, NativeSelect, Stack, Table, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { ChainRecord } from '#core/treasury/model/treasuryRecords'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import type { NodesOfMachine } from './useNodes'

interface NodesDialogProps {
  chains: ChainRecord[]
  known: NodesOfMachine
  onClose: () => void
}

/** The servers that this machine asks of its chains; their addresses may hold a key, so only their hosts are shown. */
export function NodesDialog({ chains, known, onClose }: NodesDialogProps) {
  const { nodes, protection, problem, dismiss, add, remove } = known
  const [chain, setChain] = useState(chains[0]?.id ?? '')
  const [url, setUrl] = useState('')
  const [isAsking, setIsAsking] = useState(false)
  const nameOf = (id: string) => chains.find((one) => one.id === id)?.name ?? id

  async function save(event: FormEvent) {
    event.preventDefault()
    setIsAsking(true)
    if (await add(chain, url.trim())) setUrl('')
    setIsAsking(false)
  }

  return (
    <Modal opened onClose={onClose} size="lg" title="Nodes of this machine" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <Text fz="sm">The first node of a chain is asked; others check what it says. {protection}</Text>
        {nodes && nodes.length > 0 ? (
          <Table aria-label="Nodes">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Chain</Table.Th>
                <Table.Th>Host</Table.Th>
                <Table.Th ta="right">Action</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {nodes.map(({ id, chain: of, host }) => (
                <Table.Tr key={id}>
                  <Table.Td>{nameOf(of)}</Table.Td>
                  <Table.Td>{host}</Table.Td>
                  <Table.Td ta="right">
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      color="red"
                      aria-label={`Remove node ${host}`}
                      onClick={() => void remove(id)}
                    >
                      Remove
                    </Button>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        ) : (
          nodes && (
            <Text fz="sm" c="dimmed">
              No node yet: without one, everything but sending and comparing works.
            </Text>
          )
        )}
        <form onSubmit={save}>
          <Group align="flex-end" wrap="nowrap">
            <NativeSelect
              label="Chain"
              data={chains.map(({ id, name }) => ({ value: id, label: name }))}
              value={chain}
              onChange={(event) => setChain(event.currentTarget.value)}
            />
            <TextInput
              label="Address of the node"
              placeholder="https://…"
              flex={1}
              data-autofocus
              spellCheck={false}
              value={url}
              onChange={(event) => setUrl(event.currentTarget.value)}
            />
            <Button type="submit" loading={isAsking} disabled={chain === '' || url.trim() === ''}>
              Add node
            </Button>
          </Group>
        </form>
        {problem && <ProblemAlert problem={problem} onClose={dismiss} />}
      </Stack>
    </Modal>
  )
}
