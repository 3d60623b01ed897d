import { Button, Group, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { Link } from 'wouter'
import { periodOf, type SplitFile } from '#core/rewards/splitFile'
import { saveFile } from '../../platform/saveFile'
import { Code } from '../../ui/Code'
import { Conservation } from './Conservation'

/** The split as a file that anyone can recompute, and the way on to paying it. */
export function CloseStep({ split, signed }: { split: SplitFile; signed: boolean }) {
  return (
    <Stack>
      <Conservation split={split} />
      <Text fz="sm">
        The split is saved here. Its file holds every reward, agreement and share, so that anyone can work it out again:{' '}
        <Code value={split.contentSha256} what="digest of the split" />
      </Text>
      <Group>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          onClick={() => saveFile(`${fileStem(periodOf(split).name)}.commonmast-split.json`, JSON.stringify(split))}
        >
          Save split file
        </Button>
        <Button component={Link} href="/pay">
          {signed ? 'See the payout' : 'Go to Pay'}
        </Button>
      </Group>
    </Stack>
  )
}

function fileStem(name: string): string {
  return name.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'split'
}
