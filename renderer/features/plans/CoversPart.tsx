import { Anchor, Select, Text } from '@mantine/core'
import { Link } from 'wouter'
import { reachM as profileReachM } from '#core/coverage/linkBudget'
import { profileWarnings } from '#core/coverage/profileWarnings'
import type { RadioProfile } from '#core/model/radioProfile'
import { lengthText } from '#core/words/distanceText'
import { isStandardProfile } from '../../data/coverage/radioProfiles'
import { DraftNumber, type DraftPart } from './DraftFields'
import { fittingResolution } from './planDraft'

interface CoversPartProps extends DraftPart {
  profiles: readonly RadioProfile[]
  /** How far the draft's profile reaches. */
  reachM: number
}

const CIRCLE = 'circle'

/** What one site covers: a radio profile, or the plain circle of the simple case. */
export function CoversPart({ profiles, reachM, ...part }: CoversPartProps) {
  const { draft, onChange } = part
  const option = ({ id, name }: RadioProfile) => ({ value: id, label: name })
  // The figures that a scenario was made with stay choosable, also when the profile has changed or gone since.
  const kept = draft.profile && !profiles.some(({ id }) => id === draft.profile?.id) ? [draft.profile] : []
  const own = profiles.filter((profile) => !isStandardProfile(profile))
  const groups = [
    { group: 'Assumed', items: [{ value: CIRCLE, label: 'Plain circle' }] },
    { group: 'Own profiles', items: [...kept, ...own].map(option) },
    { group: 'Standard profiles', items: profiles.filter(isStandardProfile).map(option) },
  ]
  const warnings = draft.profile ? profileWarnings(draft.profile) : []
  return (
    <>
      <Select
        label="What a site covers"
        allowDeselect={false}
        searchable
        data={groups.filter(({ items }) => items.length > 0)}
        value={draft.profile?.id ?? CIRCLE}
        onChange={(id) => {
          const profile = [...profiles, ...kept].find((one) => one.id === id) ?? null
          // A link shorter than a cell covers nothing, so its cells come with it; they show under "Cells and search".
          const resolution = profile ? fittingResolution(draft.resolution, profileReachM(profile)) : draft.resolution
          onChange({ profile, resolution })
        }}
      />
      {draft.profile ? (
        <Text fz="xs" c="dimmed">
          Reaches {lengthText(reachM)} over open ground: {draft.profile.model}, {draft.profile.frequencyMhz} MHz, mast{' '}
          {draft.profile.antennaHeightM} m.{' '}
          <Anchor component={Link} href="/settings" inherit>
            Change profiles in Settings
          </Anchor>
        </Text>
      ) : (
        <DraftNumber
          {...part}
          field="reachM"
          label="Reach of a hotspot"
          description="An assumption, the same in every direction"
          required
          min={1}
          suffix=" m"
        />
      )}
      {warnings.map(({ message }) => (
        <Text key={message} fz="xs" c="yellow.8">
          {message}
        </Text>
      ))}
    </>
  )
}
