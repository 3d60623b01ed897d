import { Button, Drawer, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Problem } from '#core/model/problem'
import { type RadioProfile, radioProfileSchema } from '#core/model/radioProfile'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { AntennaFields } from './AntennaFields'
import { LinkFigures } from './LinkFigures'
import { NumberFields } from './NumberFields'
import { environmentsOf, MODELS, NUMBER_GROUPS, withModel } from './profileFields'

const LOG_DISTANCE_FIELDS = [
  { key: 'exponent', label: 'Exponent', suffix: '', decimals: 3 },
  { key: 'referenceLossDb', label: 'Loss at the reference', suffix: ' dB', decimals: 2 },
  { key: 'referenceDistanceM', label: 'Reference distance', suffix: ' m', decimals: 1 },
] as const
const ITM_FIELDS = [
  { key: 'climate', label: 'Climate (1 to 7)', suffix: '', decimals: 0 },
  { key: 'surfaceRefractivity', label: 'Surface refractivity', suffix: ' N-units', decimals: 0 },
  { key: 'terrainIrregularityM', label: 'Terrain irregularity', suffix: ' m', decimals: 0 },
  { key: 'permittivity', label: 'Ground permittivity', suffix: '', decimals: 1 },
  { key: 'conductivitySPerM', label: 'Ground conductivity', suffix: ' S/m', decimals: 4 },
  { key: 'timePercent', label: 'Time', suffix: ' %', decimals: 1 },
  { key: 'locationPercent', label: 'Locations', suffix: ' %', decimals: 1 },
  { key: 'situationPercent', label: 'Situations', suffix: ' %', decimals: 1 },
] as const

interface ProfileEditorProps {
  profile: RadioProfile
  onSave: (profile: RadioProfile) => Promise<void>
  onClose: () => void
}

/** One profile's figures, with the link that they make beside them. */
export function ProfileEditor({ profile, onSave, onClose }: ProfileEditorProps) {
  const [draft, setDraft] = useState(profile)
  const [problem, setProblem] = useState<Problem | null>(null)
  const parsed = radioProfileSchema.safeParse(draft)
  const faults = Object.fromEntries(parsed.error?.issues.map((issue) => [String(issue.path[0]), issue.message]) ?? [])
  const change = (patch: Partial<RadioProfile>) => setDraft({ ...draft, ...patch })
  const environments = environmentsOf(draft.model)

  async function save(event: FormEvent) {
    event.preventDefault()
    try {
      if (!parsed.success) throw new Problem('radio.bad-figure', 'Some figures cannot be used: correct the fields marked above.')
      await onSave(parsed.data)
      onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={`Radio profile ${profile.name}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={save}>
        <Stack>
          <TextInput
            label="Name"
            required
            data-autofocus
            value={draft.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <LinkFigures profile={parsed.success ? parsed.data : null} />
          <Group grow align="flex-end">
            <Select
              label="Path-loss model"
              data={MODELS}
              allowDeselect={false}
              value={draft.model}
              onChange={(model) => setDraft(withModel(draft, (model ?? draft.model) as RadioProfile['model']))}
            />
            {environments.length > 0 && (
              <Select
                label="Environment"
                data={environments}
                allowDeselect={false}
                value={draft.environment}
                onChange={(environment) => change({ environment })}
              />
            )}
          </Group>
          {NUMBER_GROUPS.map(({ title, fields }) => (
            <NumberFields
              key={title}
              title={title}
              fields={fields}
              values={draft}
              faults={faults}
              onChange={(key, value) => change({ [key]: value })}
            />
          ))}
          {draft.logDistance && (
            <NumberFields
              title="Log-distance"
              fields={LOG_DISTANCE_FIELDS}
              values={draft.logDistance}
              faults={faults}
              onChange={(key, value) => draft.logDistance && change({ logDistance: { ...draft.logDistance, [key]: value } })}
            />
          )}
          {draft.itm && (
            <NumberFields
              title="Longley-Rice"
              fields={ITM_FIELDS}
              values={draft.itm}
              faults={faults}
              onChange={(key, value) => draft.itm && change({ itm: { ...draft.itm, [key]: value } })}
            />
          )}
          <AntennaFields antenna={draft.antenna} onChange={(antenna) => change({ antenna })} />
          <Group grow>
            <TextInput
              label="Holds from"
              placeholder="YYYY-MM-DD"
              value={draft.validFrom}
              onChange={(event) => change({ validFrom: event.currentTarget.value })}
            />
            <TextInput label="Source" value={draft.source} onChange={(event) => change({ source: event.currentTarget.value })} />
          </Group>
          <Text fz="sm" c="dimmed">
            Plans keep the figures that they were made with.
          </Text>
          {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={draft.name.trim() === ''}>
              Save profile
            </Button>
          </Group>
        </Stack>
      </form>
    </Drawer>
  )
}
