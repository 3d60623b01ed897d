import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Problem } from '#core/model/problem'
import type { RadioProfile } from '#core/model/radioProfile'
import { saveCalibratedProfile } from '../../../data/coverage/calibration'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { changeCoverage } from '../mapSettings'
import type { Calibration } from './useCalibration'

interface SaveCalibrationProps {
  calibration: Calibration
  profiles: readonly RadioProfile[]
}

/** Keeps the fitted law as a profile of the cooperative's own, and paints coverage with it. */
export function SaveCalibration({ calibration: { profile, study }, profiles }: SaveCalibrationProps) {
  const [name, setName] = useState(`${profile.name}, calibrated${study.fit.biased ? ' (biased)' : ''}`)
  const [saved, setSaved] = useState<RadioProfile | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const wanted = name.trim()
  const taken = saved === null && profiles.some((each) => each.name === wanted)

  async function save(): Promise<void> {
    setProblem(null)
    try {
      setSaved(await saveCalibratedProfile(wanted, profile, study))
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  if (saved) {
    return (
      <Group gap="xs" justify="space-between">
        <Text fz="sm" role="status" flex={1} miw={0}>
          Saved as “{saved.name}”: choose it for coverage, hotspots and plans.
        </Text>
        <Button size="compact-sm" variant="default" onClick={() => changeCoverage({ profileId: saved.id, visible: true })}>
          Paint coverage with it
        </Button>
      </Group>
    )
  }
  return (
    <Stack
      gap="xs"
      component="form"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <TextInput
        label="Name of the calibrated profile"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={taken ? 'A profile has this name already: give another.' : undefined}
      />
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      <MayWrite tables={['radioProfiles']}>
        <Button type="submit" disabled={wanted === '' || taken}>
          Save as radio profile
        </Button>
      </MayWrite>
    </Stack>
  )
}
