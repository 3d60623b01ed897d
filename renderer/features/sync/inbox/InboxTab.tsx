import { Button, Stack, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import { Link } from 'wouter'
import { countText } from '#core/words/countText'
import { useActors, useQuarantine } from '../../../data/history/readActs'
import { useMembers } from '../../../data/queries'
import { useInstallations } from '../../../data/sync/access/installations'
import { useBatchesAside, useConflicts, useWithheld } from '../../../data/sync/syncQueries'
import { EmptyScreen } from '../../../ui/EmptyScreen'
import { useStrangers } from '../useStrangers'
import { AsideTable } from './AsideTable'
import { ConflictCard } from './ConflictCard'
import { StrangersTable } from './StrangersTable'
import { WithheldTable } from './WithheldTable'

/** What a person has to decide or should know of: versions side by side, batches set aside, entries that were refused. */
export function InboxTab() {
  const conflicts = useConflicts()
  const aside = useBatchesAside()
  const withheld = useWithheld()
  const installations = useInstallations()
  const strangers = useStrangers(installations?.all ?? [])
  const refused = useQuarantine()
  const actors = useActors()
  const members = useMembers()
  const names = useMemo(() => new Map((members ?? []).map(({ id, name }) => [id, name])), [members])
  if (!conflicts || !aside || !withheld || installations === undefined || !refused || !actors) return null
  if (conflicts.length + aside.length + withheld.length + strangers.length + refused.length === 0) {
    return (
      <EmptyScreen icon={<IconCheck size={28} />} title="Nothing needs you">
        Agreements that two people changed without knowing of each other will stand here side by side, and so will whatever came
        in and was not taken.
      </EmptyScreen>
    )
  }
  return (
    <Stack gap="lg">
      {conflicts.map((conflict) => (
        <ConflictCard key={`${conflict.table} ${conflict.key} ${conflict.register}`} {...{ conflict, actors, names }} />
      ))}
      {aside.length > 0 && <AsideTable aside={aside} actors={actors} />}
      {withheld.length > 0 && <WithheldTable withheld={withheld} actors={actors} isAdmin={installations?.isAdmin ?? false} />}
      {strangers.length > 0 && <StrangersTable strangers={strangers} isAdmin={installations?.isAdmin ?? false} />}
      {refused.length > 0 && (
        <Stack gap="xs" align="flex-start">
          <Text>{countText(refused.length, 'entry was', 'entries were')} not taken into the records.</Text>
          <Button component={Link} href="/settings?tab=history" variant="default" size="compact-sm">
            See them in the history
          </Button>
        </Stack>
      )}
    </Stack>
  )
}
