import { Button, CloseButton, Group, Loader, Text, Title } from '@mantine/core'
import { useElementSize } from '@mantine/hooks'
import { IconDownload } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { withHotspotRadio } from '#core/coverage/linkBudget'
import { terrainLink } from '#core/coverage/terrain/terrainLink'
import type { RadioProfile } from '#core/model/radioProfile'
import type { Hotspot } from '#core/model/records'
import { saveFile } from '../../../platform/saveFile'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import { type EndName, K_FACTORS, ProfileEnds } from './ProfileEnds'
import { ProfileResult, VerdictBadge } from './ProfileResult'
import { ProfileView } from './ProfileView'
import { type PathEnd, pathEndText } from './pathEnd'
import { profileCsv, profilePng } from './profileFiles'
import { profilePicture } from './profilePicture'
import classes from './Terrain.module.css'
import { useTerrainPath } from './useTerrainPath'

interface TerrainProfilePanelProps {
  from: PathEnd | null
  to: PathEnd | null
  onEnds: (ends: { from: PathEnd | null; to: PathEnd | null }) => void
  hotspots: readonly Hotspot[]
  profiles: readonly RadioProfile[]
  /** The end that the next click on the map sets; the map hands it in as `from` or `to`. */
  picking: EndName | null
  onPick: (end: EndName | null) => void
  onClose: () => void
}

const PICTURE = { width: 900, height: 320 }

/** What lies between two places: cross-section, line of sight with its Fresnel zone, and what a radio loses on the way. */
export function TerrainProfilePanel(props: TerrainProfilePanelProps) {
  const { from, to, onEnds, hotspots, profiles } = props
  const { ref, width, height } = useElementSize()
  const [profileId, setProfileId] = useState<string | null>(null)
  const [heights, setHeights] = useState<Partial<Record<EndName, number>>>({})
  const [kFactor, setKFactor] = useState(K_FACTORS[0]?.value ?? '1')
  const state = useTerrainPath(from, to)

  const hotspot = from?.hotspotId ? hotspots.find(({ id }) => id === from.hotspotId) : undefined
  const chosen = profiles.find(({ id }) => id === (profileId ?? hotspot?.radio?.profileId)) ?? profiles[0]
  const radio = useMemo(() => chosen && withHotspotRadio(chosen, hotspot?.radio), [chosen, hotspot])
  const fromM = heights.from ?? radio?.antennaHeightM ?? 10
  const toM = heights.to ?? radio?.receiverHeightM ?? 2
  const path = state.status === 'ready' ? state.path : null

  // A few thousand samples: a few milliseconds, so that heights can be dragged. The terrain itself comes from the worker.
  const worked = useMemo(() => {
    if (!path || !radio) return null
    try {
      return { link: terrainLink(path.profile, radio, { fromM, toM }, Number(kFactor)), problem: null }
    } catch (thrown) {
      return { link: null, problem: asProblem(thrown) }
    }
  }, [path, radio, fromM, toM, kFactor])
  const problem = state.status === 'failed' ? state.problem : worked?.problem
  const link = worked?.link ?? null
  const title = [from, to].map((end) => (end ? pathEndText(end, hotspots) : '…')).join(' to ')
  const draw = (size: { width: number; height: number }) =>
    path && link && profilePicture({ ...path.profile, sight: link.sight, heights: { fromM, toM } }, size)
  const fileName = `terrain-profile-${title.replaceAll(/[^\p{L}\p{N}.-]+/gu, '-')}`
  const savePicture = async () => {
    const picture = draw(PICTURE)
    if (!picture || !link) return
    const sentence = link.itm ? `${link.sight.sentence} Path loss ${link.itm.lossDb.toFixed(1)} dB (ITM).` : link.sight.sentence
    saveFile(`${fileName}.png`, await profilePng(picture, title, sentence), 'image/png')
  }
  const picture = width > 0 && height > 0 ? draw({ width, height }) : null

  return (
    <section className={classes.panel} aria-label="Terrain profile">
      <Group gap="sm" wrap="nowrap" className={classes.head}>
        <Title order={2}>Terrain profile</Title>
        {path && link && <VerdictBadge verdict={link.sight.verdict} hasGaps={path.profile.gaps.length > 0} />}
        <Text fz="sm" c="dimmed" truncate flex={1}>
          {from && to ? title : 'Choose two ends: type a hotspot or coordinates, or pick them on the map.'}
        </Text>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconDownload size={14} />}
          disabled={!path || !link}
          onClick={() => path && link && saveFile(`${fileName}.csv`, profileCsv(path.profile, link.sight), 'text/csv')}
        >
          Numbers (CSV)
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconDownload size={14} />}
          disabled={!link}
          onClick={() => void savePicture()}
        >
          Picture (PNG)
        </Button>
        <CloseButton aria-label="Close terrain profile" onClick={props.onClose} />
      </Group>
      <ProfileEnds
        ends={{ from, to }}
        onEnd={(end, value) => {
          setHeights((kept) => ({ ...kept, [end]: undefined }))
          onEnds({ from, to, [end]: value })
        }}
        onSwap={() => {
          setHeights({ from: heights.to, to: heights.from })
          onEnds({ from: to, to: from })
        }}
        picking={props.picking}
        onPick={props.onPick}
        heightsM={{ from: fromM, to: toM }}
        onHeight={(end, heightM) => setHeights((kept) => ({ ...kept, [end]: heightM }))}
        hotspots={hotspots}
        profiles={profiles}
        profileId={chosen?.id ?? null}
        onProfile={setProfileId}
        kFactor={kFactor}
        onKFactor={setKFactor}
      />
      <div className={classes.middle}>
        <div ref={ref} className={classes.canvas}>
          {state.status === 'reading' && <Loader size="sm" aria-label="Reading the terrain" />}
          {problem?.code === 'terrain.none' && (
            <Text fz="sm" c="dimmed">
              {problem.message}
            </Text>
          )}
          {problem && problem.code !== 'terrain.none' && <ProblemAlert problem={problem} />}
        </div>
        {picture && path && link && <ProfileView picture={picture} path={path} link={link} />}
      </div>
      {path && link ? <ProfileResult path={path} link={link} /> : <div />}
    </section>
  )
}
