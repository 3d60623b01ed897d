import { Button, CloseButton, Group, Progress, Select, Stack, Text, Title } from '@mantine/core'
import { useEffect, useMemo, useState } from 'react'
import type { DataLayer, MeasurementLayer } from '#core/model/dataLayer'
import type { RadioProfile } from '#core/model/radioProfile'
import { numberText } from '#core/words/numberText'
import type { CellLayer } from '../../../map/cellLayer'
import type { LngLat } from '../../../map/unwrapRing'
import { openImportDrawer } from '../../../platform/importDrawer'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import classes from './Calibration.module.css'
import { CalibrationResult } from './CalibrationResult'
import { type ResidualSide, residualLayer } from './residualLayer'
import { useCalibration } from './useCalibration'

interface CalibrationPanelProps {
  profiles: RadioProfile[]
  dataLayers: DataLayer[]
  /** The layer to draw above all others, or null for none. */
  onResiduals: (layer: CellLayer | null) => void
  /** Moves the map so that these positions are in view. */
  onShow: (corners: LngLat[]) => void
  onClose: () => void
  /** Out of sight while something else is looked at; what was fitted stays. */
  hidden?: boolean
}

/** Fits a radio profile to what was measured, and shows where and how far it was off. */
export function CalibrationPanel(props: CalibrationPanelProps) {
  const { profiles, dataLayers, onResiduals, onShow, onClose, hidden = false } = props
  const [layerId, setLayerId] = useState<string | null>(null)
  const [profileId, setProfileId] = useState<string | null>(null)
  const [side, setSide] = useState<ResidualSide>('after')
  const layers = useMemo(() => dataLayers.filter((each): each is MeasurementLayer => each.kind === 'measurements'), [dataLayers])
  const layer = layers.find(({ id }) => id === layerId) ?? layers[0]
  const profile = profiles.find(({ id }) => id === profileId) ?? profiles[0]
  const { result, progress, problem, setProblem, start, cancel, clear } = useCalibration()

  const residuals = useMemo(() => result && residualLayer(result.study, side), [result, side])
  useEffect(() => {
    onResiduals(residuals)
    return () => onResiduals(null)
  }, [residuals, onResiduals])

  return (
    <aside className={classes.panel} aria-label="Calibration" hidden={hidden}>
      <Group justify="space-between" wrap="nowrap">
        <Title order={2}>Calibrate</Title>
        <CloseButton aria-label="Close calibration" onClick={onClose} />
      </Group>
      {layers.length === 0 || !layer || !profile ? (
        <Stack gap="xs" align="flex-start">
          <Text fz="sm">
            Measurements say how far signals really reach here. Import a CSV with latitude, longitude, hotspot and RSSI; leave
            RSSI empty for packets that were sent and not received.
          </Text>
          <Button onClick={() => openImportDrawer()}>Import measurements</Button>
        </Stack>
      ) : (
        <Stack gap="xs">
          <Select
            label="Measurements"
            description={`${numberText(layer.samples)} samples at ${numberText(layer.hotspots)} hotspots, ${layer.misses === 0 ? 'no misses known' : `${numberText(layer.misses)} missed`}`}
            allowDeselect={false}
            data={layers.map(({ id, name }) => ({ value: id, label: name }))}
            value={layer.id}
            disabled={progress !== null}
            onChange={(id) => {
              setLayerId(id)
              clear()
            }}
          />
          <Select
            label="Radio profile to calibrate"
            allowDeselect={false}
            searchable
            data={profiles.map(({ id, name }) => ({ value: id, label: name }))}
            value={profile.id}
            disabled={progress !== null}
            onChange={(id) => {
              setProfileId(id)
              clear()
            }}
          />
          {progress === null ? (
            <Button variant={result ? 'default' : 'filled'} onClick={() => void start(layer, profile)}>
              {result ? 'Fit again' : 'Fit'}
            </Button>
          ) : (
            <Group gap="xs" wrap="nowrap">
              <Progress value={progress * 100} flex={1} aria-label="Fitting the measurements" />
              <Button size="compact-sm" variant="default" onClick={cancel}>
                Cancel
              </Button>
            </Group>
          )}
        </Stack>
      )}
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      {result && (
        <CalibrationResult
          calibration={result}
          profiles={profiles}
          side={side}
          onSide={setSide}
          onShow={() => onShow(cornersOf(result.layer))}
          onProblem={setProblem}
        />
      )}
    </aside>
  )
}

/** South-west and north-east; empty where the layer does not say. */
function cornersOf({ bounds }: MeasurementLayer): LngLat[] {
  if (bounds === null) return []
  const [west, south, east, north] = bounds
  return [
    [west, south],
    [east, north],
  ]
}
