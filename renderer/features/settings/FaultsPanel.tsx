import { Button, Code, Group, ScrollArea, Stack, Table, Text, VisuallyHidden } from '@mantine/core'
import { useInterval } from '@mantine/hooks'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import type { Fault } from '#core/model/fault'
import { faultPlace, faultText } from '#core/model/faultText'
import type { Problem } from '#core/model/problem'
import { dateTimeText } from '#core/words/dateText'
import { consoleClient } from '../../platform/consoleClient'
import { saveFile } from '../../platform/saveFile'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import { useCall } from './useCall'

const SHOWN = 200
const LOOK_AGAIN_MS = 3_000

/** What went wrong in the program itself, the newest first; for whoever mends it, the whole as a file. */
export function FaultsPanel() {
  const { value, problem: unread, reload } = useCall('faults.list', { limit: SHOWN })
  // Faults come while the list is open, too.
  useInterval(() => void (document.visibilityState === 'visible' && reload()), LOOK_AGAIN_MS, { autoInvoke: true })
  const [problem, setProblem] = useState<Problem | null>(null)

  async function save() {
    try {
      const { text } = await consoleClient.call('faults.export', {})
      saveFile(`commonmast-faults-${new Date().toISOString().slice(0, 10)}.jsonl`, text, 'application/jsonl')
      setProblem(null)
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  if (unread) return <ProblemAlert problem={unread} />
  if (!value) return null
  const { faults, total } = value
  return (
    <Stack gap="sm">
      <Text c="dimmed" maw={720}>
        Errors of the program itself and what the disk refused, kept on this computer and sent nowhere. They hold no passwords and
        nothing that was entered; file names may stand in them.
      </Text>
      <Group gap="xs">
        <Button leftSection={<IconDownload size={16} />} onClick={save} disabled={total === 0}>
          Export
        </Button>
        {total > faults.length && (
          <Text fz="sm" c="dimmed">
            The newest {faults.length} of {total}; the file holds all of them.
          </Text>
        )}
      </Group>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      {total === 0 ? (
        <Text>No faults so far. What goes wrong will be listed here.</Text>
      ) : (
        <FaultTable faults={faults} total={total} />
      )}
    </Stack>
  )
}

function FaultTable({ faults, total }: { faults: Fault[]; total: number }) {
  // Counted from the oldest, so that the one that is open stays so when others come.
  const [opened, setOpened] = useState<number | null>(null)
  return (
    <ScrollArea>
      <Table aria-label="Faults" verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>When</Table.Th>
            <Table.Th>Where</Table.Th>
            <Table.Th>What happened</Table.Th>
            <Table.Th>
              <VisuallyHidden>Details</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {faults.map((fault, at) => {
            const number = total - at
            return (
              <FaultRow
                key={number}
                fault={fault}
                isOpen={opened === number}
                onToggle={() => setOpened(opened === number ? null : number)}
              />
            )
          })}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  )
}

interface FaultRowProps {
  fault: Fault
  isOpen: boolean
  onToggle: () => void
}

function FaultRow({ fault, isOpen, onToggle }: FaultRowProps) {
  return (
    <>
      <Table.Tr>
        <Table.Td style={{ whiteSpace: 'nowrap' }}>{dateTimeText(fault.at)}</Table.Td>
        <Table.Td style={{ whiteSpace: 'nowrap' }}>{faultPlace(fault)}</Table.Td>
        <Table.Td style={{ overflowWrap: 'anywhere' }}>
          <Text fz="sm">{fault.message}</Text>
          <Text fz="xs" c="dimmed" ff="monospace">
            {[fault.code, fault.causes[0]?.message].filter(Boolean).join(' · ')}
          </Text>
          {fault.left > 0 && (
            <Text fz="xs" c="dimmed">
              {fault.left} more before it were not written down.
            </Text>
          )}
        </Table.Td>
        <Table.Td ta="right">
          <Button size="compact-xs" variant="default" onClick={onToggle} aria-expanded={isOpen}>
            {isOpen ? 'Hide' : 'Details'}
          </Button>
        </Table.Td>
      </Table.Tr>
      {isOpen && (
        <Table.Tr>
          <Table.Td colSpan={4}>
            <Code block fz="xs">
              {`Commonmast ${fault.version}\n${faultText(fault)}`}
            </Code>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  )
}
