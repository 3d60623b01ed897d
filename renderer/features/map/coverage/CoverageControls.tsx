import { Alert, Button, Group, NumberInput, Progress, Select, Stack, Text } from '@mantine/core'
import { profileWarnings } from '#core/coverage/profileWarnings'
import type { RadioProfile } from '#core/model/radioProfile'
import { numberText } from '#core/words/numberText'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import classes from '../MapScreen.module.css'
import { changeCoverage } from '../mapSettings'
import { LayerRow } from '../panels/LayerRow'
import { COVERAGE_VIEWS, type CoverageSettings, type CoverageView } from './coverageView'
import type { FleetCoverageState } from './useFleetCoverage'

interface CoverageControlsProps {
  settings: CoverageSettings
  profiles: RadioProfile[]
  state: FleetCoverageState
  /** Share of the chosen demand that is covered, in words, or null without demand. */
  demandText: string | null
}

/** What the fleet covers: with which link, how finely, and what of it is shown. */
export function CoverageControls({ settings, profiles, state, demandText }: CoverageControlsProps) {
  const profile = profiles.find(({ id }) => id === settings.profileId)
  return (
    <Stack gap="xs">
      <LayerRow label="Coverage" setting={settings} onChange={changeCoverage} />
      {settings.visible && (
        <>
          <Select
            size="xs"
            label="Show"
            allowDeselect={false}
            data={COVERAGE_VIEWS}
            value={settings.view}
            onChange={(view) => view && changeCoverage({ view: view as CoverageView })}
          />
          <Select
            size="xs"
            label="Radio profile"
            allowDeselect={false}
            searchable
            data={profiles.map(({ id, name }) => ({ value: id, label: name }))}
            value={settings.profileId}
            onChange={(profileId) => profileId && changeCoverage({ profileId })}
          />
          <NumberInput
            size="xs"
            label="H3 resolution of the cells"
            placeholder={state.fleet ? `${state.fleet.cells.resolution}, by the reach` : 'by the reach'}
            min={4}
            max={12}
            clampBehavior="strict"
            value={settings.resolution ?? ''}
            onChange={(value) => changeCoverage({ resolution: value === '' ? null : Number(value) })}
          />
          {state.progress !== null && (
            <Group gap="xs" wrap="nowrap">
              <Progress value={state.progress * 100} style={{ flex: 1 }} aria-label="Painting the coverage" />
              <Button size="compact-xs" variant="default" onClick={state.cancel}>
                Cancel
              </Button>
            </Group>
          )}
          {state.problem && <ProblemAlert problem={state.problem} />}
          {state.fleet && (
            <Text fz="xs" className={classes.prose}>
              {numberText(state.fleet.cells.cells.length)} cells of resolution {state.fleet.cells.resolution} covered by{' '}
              {numberText(state.fleet.sites.hotspotIds.length)} hotspots
              {demandText && `; ${demandText}`}
              {state.fleet.unknownPaths > 0 &&
                `. ${numberText(state.fleet.unknownPaths)} paths lack terrain and are left out: import the tiles around the fleet.`}
            </Text>
          )}
          {profile &&
            profileWarnings(profile).map(({ field, message }) => (
              <Alert key={`${field}${message}`} color="yellow" variant="light" p={6} fz="xs">
                {message}
              </Alert>
            ))}
        </>
      )}
    </Stack>
  )
}
