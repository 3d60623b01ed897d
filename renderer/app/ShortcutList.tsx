import { Kbd, Modal, Table } from '@mantine/core'
import { SCREENS } from './screens'

interface ShortcutListProps {
  opened: boolean
  onClose: () => void
}

const GENERAL: [string[], string][] = [
  [['Ctrl', 'K'], 'Search screens, actions, hotspots and members (⌘ K on a Mac)'],
  [['Ctrl', 'Z'], 'Take back the latest thing done in this window (⌘ Z on a Mac)'],
  [['Shift', 'Ctrl', 'Z'], 'Do again what was taken back'],
  [['Esc'], 'Close the layer on top'],
  [['?'], 'Show this list'],
  [['↑', '↓'], 'In the fleet: move from row to row'],
  [['x'], 'In the fleet: select the row'],
]

export function ShortcutList({ opened, onClose }: ShortcutListProps) {
  const rows = [...GENERAL, ...SCREENS.map((screen): [string[], string] => [['g', screen.key], `Go to ${screen.label}`])]
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Table>
        <Table.Tbody>
          {rows.map(([keys, what]) => (
            <Table.Tr key={what}>
              <Table.Td>
                {keys.map((key) => (
                  <Kbd key={key} mr={4}>
                    {key}
                  </Kbd>
                ))}
              </Table.Td>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
