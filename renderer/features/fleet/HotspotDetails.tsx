import { Anchor, Button, CloseButton, Group, Stack, TagsInput, Text, Title } from '@mantine/core'
import { IconMap2 } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { Link } from 'wouter'
import type { Problem } from '#core/model/problem'
import type { Hotspot } from '#core/model/records'
import { hotspotKeyOf } from '#core/networks/deviceKey/hotspotId'
import { networkName } from '#core/networks/networkName'
import { dayOf } from '#core/provisioning/day/dayOf'
import { shortCodeOf, spokenShortCode } from '#core/provisioning/label/shortCode'
import { isoDay } from '#core/words/dateText'
import { positionText } from '#core/words/positionText'
import type { SubjectKey } from '../../data/evidence/readEvidence'
import { useImports, useProvisioning } from '../../data/queries'
import { reviseRecord } from '../../data/records/changeRecords'
import { Code } from '../../ui/Code'
import { EvidencePart } from '../../ui/evidence/EvidencePart'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import { RecordHistoryButton } from '../../ui/RecordHistoryButton'
import classes from './FleetScreen.module.css'
import { HotspotRadioForm } from './HotspotRadioForm'
import { InstallsSection } from './installs/InstallsSection'

interface HotspotDetailsProps {
  hotspot: Hotspot
  /** Groups in use, offered while typing. */
  groups: string[]
  onClose: () => void
}

/** Everything that is known about one hotspot; its groups can be changed here. */
export function HotspotDetails({ hotspot, groups, onClose }: HotspotDetailsProps) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const source = useImports()?.find((record) => record.id === hotspot.importId)

  return (
    <aside
      className={classes.details}
      aria-label={`Hotspot ${hotspot.name}`}
      onKeyDown={(event) => {
        // In a field, Esc closes the field's own list first.
        if (event.key === 'Escape' && !(event.target instanceof HTMLInputElement)) onClose()
      }}
    >
      <Group justify="space-between" wrap="nowrap" mb="sm">
        <Title order={2}>{hotspot.name}</Title>
        <RecordHistoryButton table="hotspots" recordKey={hotspot.id} name={hotspot.name} />
        <CloseButton aria-label="Close the details" onClick={onClose} />
      </Group>
      <Stack gap="sm">
        {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
        <Fact label="Network">{networkName(hotspot.network)}</Fact>
        <Fact label="Place">{hotspot.place ?? 'Not known'}</Fact>
        <Fact label="Key">
          <Code value={hotspotKeyOf(hotspot.id)} what="key" whole />
        </Fact>
        <Fact label="Owner">{hotspot.owner ? <Code value={hotspot.owner} what="owner" whole /> : 'Not known'}</Fact>
        <Fact label="H3 cell">{hotspot.h3 ? <Code value={hotspot.h3} what="H3 cell" whole /> : 'No location'}</Fact>
        {hotspot.lat !== null && hotspot.lng !== null && (
          <Fact label="Position">
            <Text span className="figures" fz="sm">
              {positionText({ lat: hotspot.lat, lng: hotspot.lng })}
            </Text>
          </Fact>
        )}
        <TagsInput
          label="Groups"
          description="Agreements can refer to a group."
          data={groups}
          value={hotspot.groups}
          onChange={(next) => {
            const act = { kind: 'group', title: `Groups of ${hotspot.name} changed` }
            reviseRecord(act, 'hotspots', hotspot, { groups: next }).catch((thrown) => setProblem(asProblem(thrown)))
          }}
          clearable={false}
        />
        <InstallsSection hotspot={hotspot} />
        <EvidencePart of={{ subject: 'hotspots', subjectId: hotspot.id, name: hotspot.name }} also={recordOf(hotspot)} />
        {hotspot.h3 && (
          <HotspotRadioForm
            key={hotspot.updatedAt}
            hotspot={hotspot}
            onDone={(thrown) => setProblem(thrown === null ? null : asProblem(thrown))}
          />
        )}
        <Fact label="Came from">
          {source ? `${source.fileName}, ${isoDay(source.createdAt)}` : hotspot.importId ? 'An earlier import' : 'Made here'}
        </Fact>
        {hotspot.provisioningId && <ServiceRecord provisioningId={hotspot.provisioningId} />}
        <Fact label="First seen, last changed">
          {isoDay(hotspot.createdAt)}, {isoDay(hotspot.updatedAt)}
        </Fact>
        {hotspot.h3 && (
          <Button
            component={Link}
            href={`/map?hotspot=${encodeURIComponent(hotspot.id)}`}
            variant="default"
            leftSection={<IconMap2 size={16} />}
          >
            Show on the map
          </Button>
        )}
      </Stack>
    </aside>
  )
}

/** What was attached to the latest signed record of its device is shown too. */
function recordOf({ provisioningId }: Hotspot): SubjectKey[] {
  return provisioningId === undefined ? [] : [{ subject: 'provisionings', subjectId: provisioningId }]
}

/** The latest signed record of its device, with the way to it. */
function ServiceRecord({ provisioningId }: { provisioningId: string }) {
  const record = useProvisioning(provisioningId)
  if (!record) return null
  const day = dayOf(record.createdAt)
  return (
    <Fact label="Put into service">
      <Anchor component={Link} href={`/field?day=${day}`} fz="sm">
        {day}, record {spokenShortCode(shortCodeOf(record.id))}
      </Anchor>
    </Fact>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text fz="xs" c="dimmed">
        {label}
      </Text>
      <Text component="div" fz="sm">
        {children}
      </Text>
    </div>
  )
}
