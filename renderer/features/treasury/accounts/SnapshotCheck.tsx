import { Alert, Button, FileButton, Group, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconBan, IconCheck, IconCloudDownload, IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import { checkOnline } from '../../../data/treasury/checkOnline'
import { type ComparedAccount, checkWithSnapshot } from '../../../data/treasury/checkWithSnapshot'
import { readTextFile } from '../../../platform/readTextFile'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import type { NodesOfMachine } from './useNodes'

interface SnapshotCheckProps {
  /** Chains of the treasuries, which can be asked where they have a node. */
  chains: readonly { id: string; name: string }[]
  known: NodesOfMachine
}

/** Compares treasuries and tokens with the chain: now, by the nodes of this machine, or by a snapshot that comes on a stick. */
export function SnapshotCheck({ chains, known: { nodes, has } }: SnapshotCheckProps) {
  const [isAsking, setIsAsking] = useState(false)
  const [compared, setCompared] = useState<ComparedAccount[]>([])
  const [problems, setProblems] = useState<Problem[]>([])
  const unasked = nodes === null ? [] : chains.filter(({ id }) => !has(id))

  async function askNow() {
    setIsAsking(true)
    try {
      const found = await checkOnline(has)
      setCompared(found.compared)
      setProblems(found.problems)
    } catch (thrown) {
      setProblems([asProblem(thrown)])
    } finally {
      setIsAsking(false)
    }
  }

  async function open(file: File | null) {
    if (!file) return
    try {
      setCompared(await checkWithSnapshot(parsed(file.name, await readTextFile(file))))
      setProblems([])
    } catch (thrown) {
      setCompared([])
      setProblems([asProblem(thrown)])
    }
  }

  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconCloudDownload size={14} />}
          loading={isAsking}
          disabled={unasked.length === chains.length}
          onClick={() => void askNow()}
        >
          Compare with the chain now
        </Button>
        <FileButton
          onChange={(file) => void open(file)}
          accept=".json,application/json"
          inputProps={{ 'aria-label': 'Snapshot of the chain' }}
        >
          {(props) => (
            <Button variant="default" size="xs" leftSection={<IconFileImport size={14} />} {...props}>
              Compare with a snapshot
            </Button>
          )}
        </FileButton>
        {unasked.length > 0 && (
          <Text fz="xs" c="dimmed">
            Offline for {unasked.map(({ name }) => name).join(', ')}: this machine has no node there. Add one under Chains, Nodes,
            or compare with a snapshot from elsewhere.
          </Text>
        )}
      </Group>
      {problems.map((problem) => (
        <ProblemAlert
          key={problem.message}
          problem={problem}
          onClose={() => setProblems(problems.filter((one) => one !== problem))}
        />
      ))}
      {compared.map((account) => (
        <Compared key={account.name} account={account} />
      ))}
    </Stack>
  )
}

function Compared({ account: { name, findings } }: { account: ComparedAccount }) {
  const isRefused = findings.some(({ refuses }) => refuses)
  const isWarned = !isRefused && findings.length > 0
  const Icon = isRefused ? IconBan : isWarned ? IconAlertTriangle : IconCheck
  return (
    <Alert
      color={isRefused ? 'red' : isWarned ? 'yellow' : 'green'}
      icon={<Icon />}
      role="status"
      title={isRefused ? `${name} is not as it was typed` : `${name} is on the chain as it was typed`}
    >
      {findings.map(({ code, message }) => (
        <Text key={code} fz="sm" style={{ overflowWrap: 'anywhere' }}>
          {message}
        </Text>
      ))}
    </Alert>
  )
}

function parsed(fileName: string, text: string): unknown {
  try {
    return parseBoundedJson(text)
  } catch (cause) {
    throw new Problem('json.broken', `${fileName} is no whole JSON file: take the snapshot again.`, { cause })
  }
}
