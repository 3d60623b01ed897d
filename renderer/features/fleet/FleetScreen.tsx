import { Button, Center, Loader } from '@mantine/core'
import { IconFileImport, IconRouter } from '@tabler/icons-react'
import { useHotspots } from '../../data/queries'
import { openImportDrawer } from '../../platform/importDrawer'
import { EmptyScreen } from '../../ui/EmptyScreen'
import { Screen } from '../../ui/Screen'
import { FleetWorkspace } from './FleetWorkspace'

/** The whole fleet as a table beside a map: find, sort, choose many and put them into groups, look at one. */
export function FleetScreen() {
  const hotspots = useHotspots()
  const importButton = (
    <Button leftSection={<IconFileImport size={16} />} onClick={() => openImportDrawer()}>
      Import a file
    </Button>
  )
  if (!hotspots) {
    return (
      <Screen title="Fleet">
        <Center h={240}>
          <Loader size="sm" role="status" aria-label="Loading the fleet" />
        </Center>
      </Screen>
    )
  }
  if (hotspots.length === 0) {
    return (
      <Screen title="Fleet">
        <EmptyScreen icon={<IconRouter size={28} />} title="No hotspots yet" actions={importButton}>
          Your hotspots will be here, with where they are, whose they are and the groups that agreements refer to. Import a fleet
          as CSV or GeoJSON, or drop the file anywhere on this window.
        </EmptyScreen>
      </Screen>
    )
  }
  return <FleetWorkspace hotspots={hotspots} importButton={importButton} />
}
