import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { RadioProfile } from '#core/model/radioProfile'
import { writeResiduals } from '../../../data/coverage/calibration'
import { saveFile } from '../../../platform/saveFile'
import { ChartFigure } from '../../../ui/ChartFigure'
import { asProblem } from '../../../ui/ProblemAlert'
import { BiasTable } from './BiasTable'
import { CalibrationFigures } from './CalibrationFigures'
import { histogramTable, scatterTable } from './chartTables'
import { ResidualChart } from './ResidualChart'
import type { ResidualSide } from './residualLayer'
import { SaveCalibration } from './SaveCalibration'
import { ScatterChart } from './ScatterChart'
import type { Calibration } from './useCalibration'

interface CalibrationResultProps {
  calibration: Calibration
  profiles: readonly RadioProfile[]
  /** Which residuals the map shows. */
  side: ResidualSide
  onSide: (side: ResidualSide) => void
  /** Moves the map to where the measurements are. */
  onShow: () => void
  onProblem: (problem: Problem) => void
}

/** What came of a fit: figures, the profile to keep, residuals on the map, charts, and each hotspot's bias. */
export function CalibrationResult({ calibration, profiles, side, onSide, onShow, onProblem }: CalibrationResultProps) {
  const { study, profile, layer } = calibration
  const [isWriting, setWriting] = useState(false)
  const fileName = `calibration-${layer.name.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-')}`

  async function saveResiduals(): Promise<void> {
    setWriting(true)
    try {
      saveFile(`${fileName}-residuals.csv`, await writeResiduals(study.rows), 'text/csv;charset=utf-8')
    } catch (thrown) {
      onProblem(asProblem(thrown))
    } finally {
      setWriting(false)
    }
  }

  return (
    <>
      <CalibrationFigures study={study} profile={profile} />
      <SaveCalibration calibration={calibration} profiles={profiles} />
      <Stack gap={4}>
        <Group justify="space-between">
          <Text fz="sm" fw={500} id="residual-side">
            Residuals on the map
          </Text>
          <Button variant="subtle" size="compact-xs" onClick={onShow}>
            Show all measurements
          </Button>
        </Group>
        <SegmentedControl
          fullWidth
          aria-labelledby="residual-side"
          value={side}
          onChange={(next) => onSide(next === 'before' ? 'before' : 'after')}
          data={[
            { value: 'before', label: 'Before', disabled: study.cells.beforeDb === null },
            { value: 'after', label: 'After' },
          ]}
        />
      </Stack>
      <ChartFigure
        title="Power over distance"
        fileName={`${fileName}-power`}
        table={() => scatterTable(study)}
        onProblem={onProblem}
      >
        <ScatterChart study={study} />
        {study.hasOwnFigures && (
          <Text fz="xs" c="dimmed">
            Drawn as if every hotspot had the profile's power and gain and faced the place.
          </Text>
        )}
      </ChartFigure>
      <ChartFigure
        title="Residuals before and after"
        fileName={`${fileName}-histogram`}
        table={() => histogramTable(study.histogram)}
        onProblem={onProblem}
      >
        <ResidualChart histogram={study.histogram} />
      </ChartFigure>
      <Button variant="default" leftSection={<IconDownload size={16} />} loading={isWriting} onClick={() => void saveResiduals()}>
        Save residuals (CSV)
      </Button>
      <BiasTable hotspots={study.hotspots} />
    </>
  )
}
