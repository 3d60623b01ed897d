import { Alert, Button, FileButton, Group, List, Loader, Stack, Text, TextInput } from '@mantine/core'
import { IconCircleCheck, IconFileImport } from '@tabler/icons-react'
import { useState } from 'react'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import { payoutFileV4Schema } from '#core/treasury/model/payoutFileV4'
import type { SecondLookLine, SecondLookResult } from '#core/treasury/payout/secondLook'
import { numberText } from '#core/words/numberText'
import { runCompare } from '../../../data/treasury/payoutWork'
import type { KeptPayout } from '../../../data/treasury/readPayouts'
import { readTextFile } from '../../../platform/readTextFile'
import { codeInput } from '../../../ui/codeInput'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { HashText } from './HashText'
import { LOOK_NAMES, lookName, readLine } from './secondLookWords'
import { useSecondLook } from './useSecondLook'

/** Everything worked out again from the file alone, to be compared with what another machine shows. */
export function SecondLook({ kept: { payout } }: { kept: KeptPayout }) {
  const { verdict, lines, problem } = useSecondLook(payout)
  const [typed, setTyped] = useState('')
  const [result, setResult] = useState<SecondLookResult | null>(null)
  const [fault, setFault] = useState<Problem | null>(null)
  const matching = readLine(typed, lines ?? [])

  async function compare(file: File | null) {
    if (!file) return
    try {
      setFault(null)
      const other = payoutFileV4Schema.safeParse(parseBoundedJson(await readTextFile(file))).data
      if (!other) throw new Problem('payout.not-a-payout', 'This is no payout file: choose the one that the other machine saved.')
      setResult(await runCompare(payout, other))
    } catch (thrown) {
      setResult(null)
      setFault(asProblem(thrown))
    }
  }

  return (
    <Stack gap="sm">
      {!verdict && !problem && (
        <Group gap="xs">
          <Loader size="xs" />
          <Text fz="sm">Working everything out again from the file alone.</Text>
        </Group>
      )}
      {verdict?.holds && (
        <Alert color="green" variant="light" icon={<IconCircleCheck />} title="It holds">
          Every share, running total, hash and byte was worked out again from the file's own contents and is the same.
        </Alert>
      )}
      {verdict && !verdict.holds && (
        <Alert color="red" variant="light" role="alert" title="It does not hold: do not sign, prepare it again">
          <List size="sm">
            {verdict.findings.slice(0, 20).map(({ where, message }) => (
              <List.Item key={`${where} ${message}`}>
                {where}: {message}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {problem && <ProblemAlert problem={problem} />}
      {lines && <Compared lines={lines} />}
      <Text fz="sm">
        For a second pair of eyes: save the payout file, open it on another machine, and compare. Or bring the file that the other
        machine has, or type what it shows.
      </Text>
      <Group align="flex-end">
        <TextInput
          label="Value from the other machine"
          w={680}
          spellCheck={false}
          styles={codeInput}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={
            typed.trim() !== '' && lines && !matching
              ? 'Nothing here has this value: do not sign before you know why.'
              : undefined
          }
        />
        <FileButton
          accept=".json,application/json"
          onChange={(file) => void compare(file)}
          inputProps={{ 'aria-label': 'Payout file of the other machine' }}
        >
          {(props) => (
            <Button {...props} variant="default" leftSection={<IconFileImport size={16} />}>
              Compare with a file
            </Button>
          )}
        </FileButton>
      </Group>
      {matching && (
        <Group gap={4} c="var(--mantine-color-green-text)" role="status">
          <IconCircleCheck size={18} />
          <Text fz="sm" fw={600}>
            The same {lookName(matching)}
          </Text>
        </Group>
      )}
      {fault && <ProblemAlert problem={fault} onClose={() => setFault(null)} />}
      {result && <Result result={result} />}
    </Stack>
  )
}

/** What two people read to each other; payees are compared by file. */
function Compared({ lines }: { lines: SecondLookLine[] }) {
  return (
    <Stack gap="xs" component="section" aria-label="What to compare">
      {lines
        .filter(({ label }) => label !== 'payee' && label !== 'total')
        .map((line) => (
          <HashText key={`${line.label} ${line.of}`} label={lookName(line)} value={line.value} />
        ))}
      <Text fz="sm">
        {LOOK_NAMES.total}: {lines.find(({ label }) => label === 'total')?.value} base units to{' '}
        {numberText(lines.filter(({ label }) => label === 'payee').length)} payees.
      </Text>
    </Stack>
  )
}

function Result({ result: { isSame, compared, differences } }: { result: SecondLookResult }) {
  if (isSame) {
    return (
      <Alert color="green" variant="light" role="status" icon={<IconCircleCheck />} title="The same">
        All {numberText(compared)} values of both files are the same.
      </Alert>
    )
  }
  return (
    <Alert color="red" variant="light" role="alert" title="Not the same: do not sign before you know why">
      <List size="sm">
        {differences.slice(0, 20).map(({ label, of, here, there }) => (
          <List.Item key={`${label} ${of}`} style={{ overflowWrap: 'anywhere' }}>
            {lookName({ label, of })}: here {here ?? 'nothing'}, there {there ?? 'nothing'}
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}
