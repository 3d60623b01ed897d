import { Badge, Button, Group, Table, Text, VisuallyHidden } from '@mantine/core'
import { dateTimeText } from '#core/words/dateText'
import { actorText, type KnownActors } from '../../../data/history/actorText'
import type { ListedAct } from '../../../data/history/readActs'

interface ActTableProps {
  acts: readonly ListedAct[]
  actors: KnownActors
  onUndo: (act: ListedAct) => void
}

export function ActTable({ acts, actors, onUndo }: ActTableProps) {
  return (
    <Table aria-label="History" layout="fixed">
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={176}>When</Table.Th>
          <Table.Th>What</Table.Th>
          <Table.Th w={220}>Who</Table.Th>
          <Table.Th w={128}>
            <VisuallyHidden>Actions</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {acts.map((act) => (
          <ActRow key={act.id} act={act} who={actorText(act.actor, actors)} onUndo={onUndo} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

interface ActRowProps extends Pick<ActTableProps, 'onUndo'> {
  act: ListedAct
  who: string
}

function ActRow({ act, who, onUndo }: ActRowProps) {
  const { title, createdAt, isTakenBack, isUndo, canBeTakenBack } = act
  const verb = isUndo ? 'Do again' : 'Undo'
  return (
    <Table.Tr>
      <Table.Td className="figures" style={{ whiteSpace: 'nowrap' }}>
        {dateTimeText(createdAt)}
      </Table.Td>
      <Table.Td style={{ overflowWrap: 'anywhere' }}>
        <Group gap="xs">
          <Text span fz="sm" c={isTakenBack ? 'dimmed' : undefined}>
            {title}
          </Text>
          {isTakenBack && (
            <Badge variant="outline" color="gray" tt="none">
              {isUndo ? 'Done again' : 'Taken back'}
            </Badge>
          )}
        </Group>
      </Table.Td>
      <Table.Td c="dimmed">{who}</Table.Td>
      <Table.Td ta="right">
        {canBeTakenBack && (
          <Button variant="subtle" size="compact-sm" aria-label={`${verb}: ${title}`} onClick={() => onUndo(act)}>
            {verb}…
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  )
}
