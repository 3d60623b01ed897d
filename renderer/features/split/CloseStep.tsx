import { Button, Group, Stack, Text } from '@mantine/core'
import { IconDownload, IconFileText, IconLock, IconLockOpen } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Problem } from '#core/model/problem'
import { periodOf, type SplitFile } from '#core/rewards/splitFile'
import { closePeriod } from '../../data/money/closings'
import { fileStem } from '../../platform/fileStem'
import { saveFile } from '../../platform/saveFile'
import { MayWrite } from '../../ui/access/MayWrite'
import { Code } from '../../ui/Code'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import { AccountsTable } from './AccountsTable'
import { Conservation } from './Conservation'
import { ComparisonSection } from './explain/ComparisonSection'
import { ReopenDialog } from './ReopenDialog'

interface CloseStepProps {
  split: SplitFile
  signed: boolean
  closed: boolean
}

/** The split as a file that anyone can recompute, closing the period with it, and the way on to paying it. */
export function CloseStep({ split, signed, closed }: CloseStepProps) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [closing, setClosing] = useState(false)
  const [reopening, setReopening] = useState(false)

  async function close(evenBeforeEnd = false) {
    if (split.format !== 'commonmast-split-v3') return
    setProblem(null)
    setClosing(true)
    try {
      await closePeriod(split, evenBeforeEnd)
    } catch (thrown) {
      setProblem(asProblem(thrown))
    } finally {
      setClosing(false)
    }
  }

  return (
    <Stack>
      <Conservation split={split} />
      {split.format === 'commonmast-split-v3' && <AccountsTable split={split} />}
      <ComparisonSection split={split} />
      <Text fz="sm">
        The split is saved here. Its file holds every reward, agreement and share, so that anyone can work it out again:{' '}
        <Code value={split.contentSha256} what="digest of the split" />
      </Text>
      {closed && (
        <Text fz="sm" fw={600}>
          This period is closed.{' '}
          {signed
            ? 'What is wrong in it is corrected in the next one.'
            : 'Until its payout is signed it can be opened again; after that, what is wrong in it is corrected in the next one.'}
        </Text>
      )}
      {!closed && split.format === 'commonmast-split-v3' && (
        <Text fz="sm" c="dimmed">
          Closing it makes it final: the next period goes on from these accounts. Paying it closes it too.
        </Text>
      )}
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      {problem?.code === 'period.not-ended' && (
        <Group>
          <MayWrite tables={['closings']}>
            <Button variant="default" onClick={() => close(true)}>
              Both are right: close it before its end
            </Button>
          </MayWrite>
        </Group>
      )}
      <Group>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          onClick={() => saveFile(`${fileStem(periodOf(split).name)}.commonmast-split.json`, JSON.stringify(split))}
        >
          Save split file
        </Button>
        {!closed && split.format === 'commonmast-split-v3' && (
          <MayWrite tables={['closings']}>
            <Button variant="default" leftSection={<IconLock size={16} />} loading={closing} onClick={() => close()}>
              Close without paying yet
            </Button>
          </MayWrite>
        )}
        {closed && !signed && (
          <MayWrite tables={['reopenings']}>
            <Button variant="default" leftSection={<IconLockOpen size={16} />} onClick={() => setReopening(true)}>
              Open it again
            </Button>
          </MayWrite>
        )}
        {closed && (
          <Button
            variant="default"
            leftSection={<IconFileText size={16} />}
            component={Link}
            href={`/split?statements&period=${split.contentSha256}`}
          >
            Statements
          </Button>
        )}
        <Button component={Link} href="/treasury?tab=payouts">
          {signed ? 'See the payout' : 'Go to payouts'}
        </Button>
      </Group>
      {reopening && <ReopenDialog period={periodOf(split)} onClose={() => setReopening(false)} />}
    </Stack>
  )
}
