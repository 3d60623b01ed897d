import { Alert, Text } from '@mantine/core'
import { useMemo } from 'react'
import { createReceivedDbm, reachM, thresholdDbm } from '#core/coverage/linkBudget'
import { profileWarnings } from '#core/coverage/profileWarnings'
import { Problem } from '#core/model/problem'
import type { RadioProfile } from '#core/model/radioProfile'
import { lengthText } from '#core/words/distanceText'
import { LinkCurve } from '../../../ui/LinkCurve'

const START_M = 10
const POINTS = 80

/** What the figures come to: power over distance, how far the threshold reaches, and what lies outside the model. */
export function LinkFigures({ profile }: { profile: RadioProfile | null }) {
  const link = useMemo(() => (profile ? linkOf(profile) : null), [profile])
  if (!profile || !link) return null
  if (link instanceof Problem) {
    return (
      <Text fz="sm" c="dimmed">
        {link.message}
      </Text>
    )
  }
  return (
    <>
      <LinkCurve
        powersDbm={link.powersDbm}
        startM={START_M}
        endM={link.endM}
        thresholdDbm={thresholdDbm(profile)}
        reachM={link.reachM}
      />
      <Text fz="sm" className="figures">
        {link.reachM > 0
          ? `Reaches ${lengthText(link.reachM)} in its best direction, in the median: without shadowing, over average ground.`
          : 'The threshold is reached nowhere: give more power, more gain or a lower threshold.'}
      </Text>
      {profileWarnings(profile).map(({ field, message }) => (
        <Alert key={`${field}${message}`} color="yellow" variant="light" p="xs">
          {message}
        </Alert>
      ))}
    </>
  )
}

function linkOf(profile: RadioProfile): { powersDbm: number[]; endM: number; reachM: number } | Problem {
  try {
    const received = createReceivedDbm(profile)
    const reach = reachM(profile)
    const endM = Math.max(1_000, Math.min(profile.maxDistanceM, 100_000))
    const bearing = profile.antenna.kind === 'omni' ? 0 : profile.antenna.azimuthDeg
    const powersDbm = Array.from({ length: POINTS }, (_, i) =>
      received(START_M * (endM / START_M) ** (i / (POINTS - 1)), bearing),
    )
    return { powersDbm, endM, reachM: reach }
  } catch (thrown) {
    if (thrown instanceof Problem) return thrown
    throw thrown
  }
}
