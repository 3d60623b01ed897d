import { Alert, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { JoinRequest } from '#core/sync/joining/joinRequest'
import { type Installation, useInstallations } from '../../../data/sync/access/installations'
import { AdmitPart } from './AdmitPart'
import { InstallationDialog } from './InstallationDialog'
import { LaptopsTable } from './LaptopsTable'
import { ReadingPart } from './ReadingPart'
import { RecoveryPart } from './RecoveryPart'
import { RevokeDialog } from './RevokeDialog'

/** What an admin is about to decide. */
type Deciding =
  | { kind: 'admit'; key: string; request: JoinRequest | null; installation: Installation | null }
  | { kind: 'change' | 'revoke'; installation: Installation }

/** Every laptop of the cooperative: what it may do, and how far what it wrote is held here. */
export function LaptopsTab() {
  const installations = useInstallations()
  const [deciding, setDeciding] = useState<Deciding | null>(null)
  if (installations === undefined) return null
  if (installations === null) {
    return <Text c="dimmed">This laptop belongs to no cooperative yet: found one or join one under Places.</Text>
  }
  const { all, isAdmin, advice } = installations
  const close = () => setDeciding(null)
  const admit = (key: string, request: JoinRequest | null) => {
    setDeciding({ kind: 'admit', key, request, installation: all.find((one) => one.key === key) ?? null })
  }
  return (
    <Stack gap="md">
      {advice && (
        <Alert color="yellow" variant="light" maw={1100}>
          {advice}
        </Alert>
      )}
      {isAdmin ? (
        <AdmitPart installations={all} onAdmit={admit} />
      ) : (
        <Text maw={720}>Admins admit laptops, change what they may do, and shut lost ones out.</Text>
      )}
      <LaptopsTable
        installations={all}
        isAdmin={isAdmin}
        onChange={(installation) => setDeciding({ kind: 'change', installation })}
        onRevoke={(installation) => setDeciding({ kind: 'revoke', installation })}
      />
      <Text fz="sm" c="dimmed" maw={720}>
        Batches and changes are those that are held here. What a laptop did since is on it alone until you meet.
      </Text>
      <ReadingPart installations={all} />
      <RecoveryPart installations={all} />
      {deciding?.kind === 'admit' && (
        <InstallationDialog
          installationKey={deciding.key}
          request={deciding.request}
          installation={deciding.installation}
          onClose={close}
        />
      )}
      {deciding?.kind === 'change' && (
        <InstallationDialog
          installationKey={deciding.installation.key}
          request={null}
          installation={deciding.installation}
          onClose={close}
        />
      )}
      {deciding?.kind === 'revoke' && <RevokeDialog installation={deciding.installation} onClose={close} />}
    </Stack>
  )
}
