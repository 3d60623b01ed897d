import { Alert, Button, FileButton, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconBan, IconCheck, IconCloudDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import { type ComparedAccount, checkWithSnapshot } from '../../../data/treasury/checkWithSnapshot'
import { readTextFile } from '../../../platform/readTextFile'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'

/** Compares treasuries and tokens with the chain as a snapshot file tells it; the file may come on a stick. */
export function SnapshotCheck() {
  const [compared, setCompared] = useState<ComparedAccount[]>([])
  const [problem, setProblem] = useState<Problem | null>(null)

  async function open(file: File | null) {
    if (!file) return
    try {
      setCompared(await checkWithSnapshot(parsed(file.name, await readTextFile(file))))
      setProblem(null)
    } catch (thrown) {
      setCompared([])
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Stack gap="xs">
      <FileButton
        onChange={(file) => void open(file)}
        accept=".json,application/json"
        inputProps={{ 'aria-label': 'Snapshot of the chain' }}
      >
        {(props) => (
          <Button variant="default" size="xs" w="fit-content" leftSection={<IconCloudDownload size={14} />} {...props}>
            Compare with a snapshot
          </Button>
        )}
      </FileButton>
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
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
