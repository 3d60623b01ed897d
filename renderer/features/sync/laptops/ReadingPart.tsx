import { ScrollArea, Stack, Table, Text, Title, Tooltip, VisuallyHidden } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { countText } from '#core/words/countText'
import { recentTimeText } from '#core/words/dateText'
import type { Installation } from '../../../data/sync/access/installations'
import { installationText } from './installationText'
import classes from './ReadingPart.module.css'

/** Laptop by laptop how far each has read what the others wrote, as a picture; and in words how far what this one wrote. */
export function ReadingPart({ installations }: { installations: readonly Installation[] }) {
  const shown = installations.filter(({ isRecoveryFile, standing }) => !isRecoveryFile && standing === 'admitted')
  if (shown.length < 2) return null
  return (
    <Stack gap="xs" component="section" aria-labelledby="reading-title">
      <Title order={2} id="reading-title">
        Who has read what
      </Title>
      <Text maw={720}>
        Each row is a laptop that reads, each column one that writes. A laptop says how far it has read with what it sends, so it
        may have read more since.
      </Text>
      <ScrollArea type="auto">
        <Table aria-labelledby="reading-title" className={classes.matrix} withRowBorders={false}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Laptop</Table.Th>
              {shown.map((writer, at) => (
                <Table.Th key={writer.key} scope="col" ta="center" className="figures" title={installationText(writer)}>
                  <span aria-hidden>{at + 1}</span>
                  <VisuallyHidden>Of {installationText(writer)}</VisuallyHidden>
                </Table.Th>
              ))}
              <Table.Th scope="col">Of this laptop’s</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((reader, at) => (
              <Table.Tr key={reader.key}>
                <Table.Th scope="row" fw={400}>
                  <Text span c="dimmed" fz="inherit" className="figures" aria-hidden>
                    {at + 1}{' '}
                  </Text>
                  {installationText(reader)}
                </Table.Th>
                {shown.map((writer) => (
                  <ReadingCell key={writer.key} reader={reader} writer={writer} />
                ))}
                <Table.Td>{oursText(reader)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
      <Text fz="sm" c="dimmed" maw={720} aria-hidden>
        ✓ has all that is held here · −2 lacks two batches · +2 has two that are not here · hatched: it has not said
      </Text>
    </Stack>
  )
}

function ReadingCell({ reader, writer }: { reader: Installation; writer: Installation }) {
  if (reader.key === writer.key) {
    return (
      <Table.Td>
        <span className={classes.cell} data-state="own" />
        <VisuallyHidden>its own</VisuallyHidden>
      </Table.Td>
    )
  }
  const of = reader.read?.of.get(writer.key) ?? null
  const says = `${installationText(reader)} ${reachText(reader, writer)}`
  return (
    <Table.Td>
      <Tooltip label={says}>
        <span className={classes.cell} data-state={stateOf(reader, of)}>
          <span aria-hidden className="figures">
            {of && (of.lacks > 0 ? `−${of.lacks}` : of.ahead > 0 ? `+${of.ahead}` : <IconCheck size={16} />)}
          </span>
          <VisuallyHidden>{reachText(reader, writer)}</VisuallyHidden>
        </span>
      </Tooltip>
    </Table.Td>
  )
}

type Reach = { lacks: number; ahead: number }

function stateOf({ read }: Installation, of: Reach | null): 'all' | 'lacks' | 'unknown' | 'nothing' {
  if (!read) return 'unknown'
  if (!of) return 'nothing'
  return of.lacks > 0 ? 'lacks' : 'all'
}

/** "lacks 3 batches of Bo’s laptop" */
function reachText({ read }: Installation, writer: Installation): string {
  const whose = installationText(writer)
  if (!read) return 'has not said what it has read'
  const of = read.of.get(writer.key)
  if (!of) return `has nothing to read of ${whose} yet`
  if (of.lacks > 0) return `lacks ${countText(of.lacks, 'batch', 'batches')} of ${whose}`
  if (of.ahead > 0)
    return `has ${countText(of.ahead, 'batch', 'batches')} of ${whose} that ${of.ahead === 1 ? 'is' : 'are'} not here`
  return `has all of ${whose} that is held here`
}

/** "has all of it up to 30 Nov, 14:02", of what this laptop has sent. */
function oursText({ isOwn, read }: Installation): string {
  if (isOwn) return 'this laptop'
  if (!read) return 'has not said what it has read'
  const { oursUntilMs, ours, saidMs } = read
  const said = saidMs === null ? '' : `; said ${recentTimeText(saidMs)}`
  if (oursUntilMs === null) return `${ours.lacks > 0 ? 'has none of it' : 'nothing was sent yet'}${said}`
  if (ours.lacks === 0) return `has all of it up to ${recentTimeText(oursUntilMs)}${said}`
  return `lacks ${countText(ours.lacks, 'batch', 'batches')}, has it up to ${recentTimeText(oursUntilMs)}${said}`
}
