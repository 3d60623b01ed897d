import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Link } from 'wouter'
import { dateTimeText } from '#core/words/dateText'
import { PutBackNotice } from '../../ui/PutBackNotice'

/** Nothing is here, and something was: says so, and leads back to it. @param newestBackupAt ISO time; null without a kept copy */
export function LostRecordsAlert({ newestBackupAt }: { newestBackupAt: string | null }) {
  return (
    <Alert color="yellow" variant="light" icon={<IconAlertTriangle />} role="status" title="There were records here before">
      <Stack gap="xs" align="flex-start">
        <Text fz="sm">
          {newestBackupAt === null
            ? 'No copy of them is kept on this computer; a backup that you saved elsewhere brings them back.'
            : `The newest kept copy is of ${dateTimeText(newestBackupAt)}.`}
        </Text>
        <PutBackNotice />
        <Button component={Link} href="/settings?tab=backups">
          Restore a backup
        </Button>
      </Stack>
    </Alert>
  )
}
