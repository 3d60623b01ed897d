import { Alert, List, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { AddressDifference } from '#core/rewards/mergeMembers'
import { Code } from '../../ui/Code'

/** Members whom the file would have paid elsewhere. Their address stays: changing it is an act of its own. */
export function AddressDifferences({ differences }: { differences: readonly AddressDifference[] }) {
  if (differences.length === 0) return null
  const who = differences.length === 1 ? differences[0]?.name : `${differences.length} members`
  return (
    <Alert color="yellow" icon={<IconAlertTriangle />} title={`The file has another address for ${who}`}>
      <Text fz="sm">
        Importing leaves addresses as they are. Where the new one is right, confirm it with the member by another way and change
        it with the member.
      </Text>
      <List fz="sm" mt="xs" spacing="xs">
        {differences.map(({ memberId, name, from, to, looksAlike }) => (
          <List.Item key={memberId}>
            {name} has <Address text={from} />, the file <Address text={to} />
            {looksAlike && <Text fw={600}>Both begin and end alike, as an address does that is made to be mistaken.</Text>}
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}

function Address({ text }: { text: string | null }) {
  return text === null ? 'no address' : <Code value={text} what="address" whole />
}
