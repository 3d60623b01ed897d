import { Button, Group, Menu } from '@mantine/core'
import { IconDownload, IconFileCheck, IconFileText } from '@tabler/icons-react'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { SplitMemberV3 } from '#core/rewards/splitFileV3'
import type { ExportTarget } from '#core/statements/exportEntries'
import type { StatementSource } from '#core/statements/statementSource'
import { countText } from '#core/words/countText'
import { saveEntries, saveSealedStatements, saveStatements } from '../../../data/statements/saveStatements'
import { runJob } from '../../../platform/jobs'
import { asProblem } from '../../../ui/ProblemAlert'

interface StatementActionsProps {
  source: StatementSource
  /** The only one that is chosen. */
  member: SplitMemberV3 | null
  members: readonly SplitMemberV3[]
  /** Entries are then the cooperative's. */
  isAll: boolean
  onProblem: (problem: Problem | null) => void
  onNotes: (notes: string[]) => void
}

const TARGETS: { target: ExportTarget; label: string }[] = [
  { target: 'koinly', label: 'Koinly' },
  { target: 'cointracking', label: 'CoinTracking' },
  { target: 'hledger', label: 'hledger journal' },
  { target: 'beancount', label: 'Beancount' },
  { target: 'csv', label: 'CSV, for spreadsheets' },
]

/** The files that statements are saved as. */
export function StatementActions({ source, member, members, isAll, onProblem, onNotes }: StatementActionsProps) {
  const [isSaving, setSaving] = useState(false)
  const whose = member ? member.name || member.id : isAll ? 'all members' : countText(members.length, 'member')

  async function save(title: string, work: typeof saveStatements) {
    setSaving(true)
    onNotes([])
    try {
      await runJob(
        title,
        ({ signal, report }) => work(source, members, { signal, onProgress: report }),
        (count) => `${countText(count, 'statement')} saved.`,
      )
      onProblem(null)
    } catch (thrown) {
      onProblem(asProblem(thrown))
    } finally {
      setSaving(false)
    }
  }

  function exportTo(target: ExportTarget) {
    try {
      onNotes(saveEntries(source, member, target))
      onProblem(null)
    } catch (thrown) {
      onNotes([])
      onProblem(asProblem(thrown))
    }
  }

  return (
    <Group gap="xs">
      <Button
        leftSection={<IconFileText size={16} />}
        loading={isSaving}
        disabled={members.length === 0}
        onClick={() => void save(`Printing statements of ${whose}`, saveStatements)}
      >
        Save PDF and CSV
      </Button>
      <Button
        variant="default"
        leftSection={<IconFileCheck size={16} />}
        disabled={isSaving || members.length === 0}
        onClick={() => void save(`Statements to verify of ${whose}`, saveSealedStatements)}
      >
        Save to verify
      </Button>
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} />}
            disabled={!member && !isAll}
            title={member || isAll ? undefined : 'A book is of one member, or of the cooperative with all of them'}
          >
            {member ? `Export entries of ${whose}` : 'Export entries of the cooperative'}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {TARGETS.map(({ target, label }) => (
            <Menu.Item key={target} onClick={() => exportTo(target)}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  )
}
