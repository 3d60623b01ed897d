import { Stack, Text, Title } from '@mantine/core'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { Fact, FactTable } from './Fact'
import { LicenceList } from './licences/LicenceList'
import { useCall } from './useCall'

const SYSTEMS: Record<string, string> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' }

export function AboutPanel() {
  const { value: info, problem } = useCall('app.info', {})
  if (problem) return <ProblemAlert problem={problem} />
  if (!info) return null
  return (
    <Stack gap="sm">
      <FactTable label="About">
        <Fact name="Commonmast">{info.version}</Fact>
        <Fact name="Shell">{info.shell === 'electron' ? 'Electron' : 'Browser window, this computer only'}</Fact>
        <Fact name="System">{SYSTEMS[info.platform] ?? info.platform}</Fact>
        <Fact name="Licence">MIT</Fact>
        <Fact name="Basemap">Natural Earth through world-atlas, public domain</Fact>
        <Fact name="Typefaces">Inter and JetBrains Mono, SIL Open Font Licence</Fact>
      </FactTable>
      <Text c="dimmed" maw={720}>
        Commonmast never calls a server by itself. Nothing on this computer is sent anywhere unless you do it.
      </Text>
      <Title order={2}>Licences</Title>
      <LicenceList />
    </Stack>
  )
}
