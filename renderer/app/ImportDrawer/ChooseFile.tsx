import { List, Stack, Text } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import { IconFileImport } from '@tabler/icons-react'
import type { Problem } from '#core/model/problem'
import { ProblemAlert } from '../../ui/ProblemAlert'

interface ChooseFileProps {
  problem: Problem | null
  onChoose: (file: File) => void
}

export function ChooseFile({ problem, onChoose }: ChooseFileProps) {
  return (
    <Stack>
      {problem && <ProblemAlert problem={problem} />}
      <Dropzone
        multiple={false}
        onDrop={([file]) => file && onChoose(file)}
        inputProps={{ 'aria-label': 'File to import' }}
        aria-label="Choose a file, or drop it here"
        p="xl"
      >
        <Stack align="center" gap="xs" style={{ pointerEvents: 'none' }}>
          <IconFileImport size={36} stroke={1.5} />
          <Text fw={600}>Choose a file, or drop it here</Text>
          <Text fz="sm" c="dimmed" ta="center">
            It is read on this computer and nothing is written before you have seen what it is.
          </Text>
        </Stack>
      </Dropzone>
      <Text fz="sm">What can be imported:</Text>
      <List fz="sm" spacing={4}>
        <List.Item>Fleets: Helium explorer CSV, TTN gateways CSV and GeoJSON, or any table with a key and a position</List.Item>
        <List.Item>Rewards of a period: the WeatherXM rewards table</List.Item>
        <List.Item>Agreements: members and their percentages, as CSV or JSON</List.Item>
        <List.Item>
          Demand: weights per H3 cell or point as CSV, Kontur population (GeoPackage), WorldPop or GHSL rasters in EPSG:4326
        </List.Item>
        <List.Item>Terrain: SRTM .hgt or a GeoTIFF of heights such as Copernicus GLO-30</List.Item>
        <List.Item>Street maps: PMTiles packs</List.Item>
      </List>
    </Stack>
  )
}
