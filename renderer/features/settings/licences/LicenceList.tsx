import { Button, Modal, ScrollArea, Stack, Table, Text, TextInput, VisuallyHidden } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { Problem } from '#core/model/problem'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { findPackages, type Licences, type LicensedPackage, readLicences } from './readLicences'

/** What the program is made of besides its own code, and on which terms. */
export function LicenceList() {
  const [licences, setLicences] = useState<Licences | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [wanted, setWanted] = useState('')
  const [opened, setOpened] = useState<LicensedPackage | null>(null)

  useEffect(() => {
    let isOver = false
    readLicences().then(
      (read) => isOver || setLicences(read),
      (thrown: unknown) => isOver || setProblem(asProblem(thrown)),
    )
    return () => {
      isOver = true
    }
  }, [])

  if (problem) return <ProblemAlert problem={problem} />
  if (!licences) return null
  const found = findPackages(licences.packages, wanted)
  return (
    <Stack gap="sm">
      <TextInput
        aria-label="Search licences"
        placeholder={`Search ${licences.packages.length} packages by name, licence or author`}
        leftSection={<IconSearch size={16} />}
        maw={460}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      {found.length === 0 ? (
        <Text c="dimmed">No package has these words.</Text>
      ) : (
        <LicenceTable packages={found} onOpen={setOpened} />
      )}
      <Modal
        opened={opened !== null}
        onClose={() => setOpened(null)}
        title={opened ? `${opened.name} ${opened.version}` : ''}
        size="xl"
        scrollAreaComponent={ScrollArea.Autosize}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <Text fz="sm" ff="monospace" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {opened && textOf(licences, opened)}
        </Text>
      </Modal>
    </Stack>
  )
}

interface LicenceTableProps {
  packages: readonly LicensedPackage[]
  onOpen: (chosen: LicensedPackage) => void
}

function LicenceTable({ packages, onOpen }: LicenceTableProps) {
  return (
    <Table aria-label="Licences" maw={860}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Package</Table.Th>
          <Table.Th>Version</Table.Th>
          <Table.Th>Licence</Table.Th>
          <Table.Th>
            <VisuallyHidden>Text</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {packages.map((each) => (
          <Table.Tr key={`${each.name}@${each.version}`}>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{each.name}</Table.Td>
            <Table.Td>{each.version}</Table.Td>
            <Table.Td>{each.licence}</Table.Td>
            <Table.Td ta="right">
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => onOpen(each)}
                aria-label={`Text of ${each.name} ${each.version}`}
              >
                Text
              </Button>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

function textOf({ texts }: Licences, { licence, author, text }: LicensedPackage): string {
  const found = text === null ? undefined : texts[text]
  if (found !== undefined) return found
  return `Licence: ${licence}${author === null ? '' : `\nAuthor: ${author}`}\n\nThe package brings no text of its licence.`
}
