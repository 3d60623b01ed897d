import { Alert, Anchor, Group, Stack } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { ImportPreview } from '../../data/imports/importPreview'
import { closeImportDrawer } from '../../platform/importDrawer'

interface Place {
  title: string
  where: string
  path: string
  screen: string
}

const SPLIT: Place = {
  title: 'This is a finished split',
  where: 'It documents a period and is not imported; splits are made in',
  path: '/split',
  screen: 'Split',
}

const PAYOUT: Place = {
  title: 'This is a payout',
  where: 'It documents a payment and is not imported; payouts are made in',
  path: '/treasury?tab=payouts',
  screen: 'Treasury, Payouts',
}

const BACKUP: Place = {
  title: 'This is a Commonmast backup',
  where: 'Restoring one changes all records back, after a look at what will differ, in',
  path: '/settings?tab=backups',
  screen: 'Settings, Backups',
}

const PLACES: Record<string, Place> = {
  'commonmast-backup-v1': BACKUP,
  'commonmast-backup-v2': BACKUP,
  'commonmast-split-v1': SPLIT,
  'commonmast-split-v3': SPLIT,
  'commonmast-split-v2': SPLIT,
  'commonmast-payout-v1': PAYOUT,
  'commonmast-payout-v4': PAYOUT,
  'commonmast-payout-v3': PAYOUT,
  'commonmast-payout-v2': PAYOUT,
  'candidates-csv': {
    title: 'This is a list of candidate sites',
    where: 'Candidates belong to a plan: choose the file again when you make one in',
    path: '/plans',
    screen: 'Plans',
  },
}

/** A file that was understood, or not, and cannot be imported here: says where it belongs. */
export function UnusableFile({ preview, action }: { preview: ImportPreview; action: ReactNode }) {
  const place = PLACES[preview.format]
  return (
    <Stack>
      <Alert
        color="gray"
        icon={<IconInfoCircle />}
        title={place?.title ?? `${preview.fileName} holds nothing that can be imported`}
      >
        {place ? (
          <>
            {place.where}{' '}
            <Anchor component={Link} href={place.path} onClick={closeImportDrawer} underline="always">
              {place.screen}
            </Anchor>
            .
          </>
        ) : (
          'Choose a fleet as CSV or GeoJSON, a rewards table, agreements, or a layer: weights, terrain, measurements or a map pack.'
        )}
      </Alert>
      <Group>{action}</Group>
    </Stack>
  )
}
