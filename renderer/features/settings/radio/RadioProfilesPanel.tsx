import { ActionIcon, Badge, Button, FileButton, Group, Menu, Stack, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { reachM, thresholdDbm } from '#core/coverage/linkBudget'
import { pathLossModels } from '#core/coverage/models/modelCatalogue'
import { readRadioProfile } from '#core/coverage/readRadioProfile'
import { parseBoundedJson } from '#core/files/parseBoundedJson'
import { Problem } from '#core/model/problem'
import type { RadioProfile } from '#core/model/radioProfile'
import { lengthText } from '#core/words/distanceText'
import {
  copyOfProfile,
  isStandardProfile,
  removeRadioProfile,
  saveRadioProfile,
  useRadioProfiles,
} from '../../../data/coverage/radioProfiles'
import { readTextFile } from '../../../platform/readTextFile'
import { saveFile } from '../../../platform/saveFile'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { ProfileEditor } from './ProfileEditor'

const FORMAT = 'commonmast-radio-profile-v1'

interface Edited {
  /** As it was when it was opened; null for one that is not saved yet. */
  opened: RadioProfile | null
  profile: RadioProfile
}

/** The links that coverage and plans are computed with: dated figures with a source. */
export function RadioProfilesPanel() {
  const profiles = useRadioProfiles()
  const [edited, setEdited] = useState<Edited | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)

  const open = async (file: File | null) => {
    if (!file) return
    try {
      const { profile } = readRadioProfile(parseBoundedJson(await readTextFile(file)))
      const { name, source, validFrom } = profile
      setEdited({ opened: null, profile: { ...copyOfProfile(profile), name, source, validFrom } })
      setProblem(null)
    } catch (thrown) {
      const broken = new Problem('json.broken', `${file.name} is no whole JSON file: export it again.`, { cause: thrown })
      setProblem(thrown instanceof SyntaxError ? broken : asProblem(thrown))
    }
  }
  const attempt = (work: Promise<void>) => work.catch((thrown: unknown) => setProblem(asProblem(thrown)))

  return (
    <Stack gap="md">
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      <Text maw={760}>
        Coverage and plans follow one of these. Those that come with the program have a source and cannot be changed: copy one and
        give it your own figures. A hotspot can differ from its profile in the Fleet.
      </Text>
      <Group>
        <FileButton onChange={(file) => void open(file)} accept=".json,application/json">
          {(props) => (
            <Button variant="default" {...props}>
              Open a profile file
            </Button>
          )}
        </FileButton>
      </Group>
      <Table aria-label="Radio profiles">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Profile</Table.Th>
            <Table.Th>Model</Table.Th>
            <Table.Th ta="end">Frequency</Table.Th>
            <Table.Th ta="end">Radiated</Table.Th>
            <Table.Th ta="end">Threshold</Table.Th>
            <Table.Th ta="end">Reach</Table.Th>
            <Table.Th>Holds from</Table.Th>
            <Table.Th>Source</Table.Th>
            <Table.Th>
              <VisuallyHidden>Actions</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {profiles?.map((profile) => (
            <Table.Tr key={profile.id}>
              <Table.Td>
                <Group gap="xs" wrap="nowrap">
                  {profile.name}
                  {isStandardProfile(profile) && (
                    <Badge variant="outline" color="gray" tt="none">
                      Built in
                    </Badge>
                  )}
                </Group>
              </Table.Td>
              <Table.Td>
                {pathLossModels[profile.model].title}
                {profile.environment && `, ${profile.environment}`}
              </Table.Td>
              <Table.Td ta="end" className="figures">
                {profile.frequencyMhz} MHz
              </Table.Td>
              <Table.Td ta="end">{Number((profile.txPowerDbm + profile.antennaGainDbi).toFixed(1))} dBm</Table.Td>
              <Table.Td ta="end">{Number(thresholdDbm(profile).toFixed(1))} dBm</Table.Td>
              <Table.Td ta="end">{reachText(profile)}</Table.Td>
              <Table.Td className="figures">{profile.validFrom}</Table.Td>
              <Table.Td c="dimmed" miw={260}>
                <Text fz="xs" lineClamp={2} title={profile.source}>
                  {profile.source}
                </Text>
              </Table.Td>
              <Table.Td>
                <ProfileMenu
                  profile={profile}
                  onCopy={() => setEdited({ opened: null, profile: copyOfProfile(profile) })}
                  onEdit={() => setEdited({ opened: profile, profile })}
                  onRemove={() => void attempt(removeRadioProfile(profile.id))}
                />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {edited && (
        <ProfileEditor
          key={edited.profile.id}
          profile={edited.profile}
          onSave={(profile) => saveRadioProfile(edited.opened, profile)}
          onClose={() => setEdited(null)}
        />
      )}
    </Stack>
  )
}

interface ProfileMenuProps {
  profile: RadioProfile
  onCopy: () => void
  onEdit: () => void
  onRemove: () => void
}

function ProfileMenu({ profile, onCopy, onEdit, onRemove }: ProfileMenuProps) {
  const own = !isStandardProfile(profile)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={`Actions for ${profile.name}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {own && <Menu.Item onClick={onEdit}>Edit</Menu.Item>}
        <Menu.Item onClick={onCopy}>Copy and edit</Menu.Item>
        <Menu.Item
          onClick={() => saveFile(`${profile.name}.radio-profile.json`, JSON.stringify({ format: FORMAT, ...profile }, null, 1))}
        >
          Save as a file
        </Menu.Item>
        {own && (
          <Menu.Item color="red" onClick={onRemove}>
            Remove
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

function reachText(profile: RadioProfile): string {
  if (profile.model === 'itm-terrain') return 'by terrain'
  return lengthText(reachM(profile))
}
