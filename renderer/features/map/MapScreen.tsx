import { Button, Center, Loader } from '@mantine/core'
import { IconMap2 } from '@tabler/icons-react'
import { useMemo } from 'react'
import { Link } from 'wouter'
import { useRadioProfiles } from '../../data/coverage/radioProfiles'
import { useDataLayers } from '../../data/layers/dataLayers'
import { useAgreements, useHotspots, usePlans, useWorkOrders } from '../../data/queries'
import { indexHotspots } from '../../map/hotspotIndex'
import { EmptyScreen } from '../../ui/EmptyScreen'
import { Screen } from '../../ui/Screen'
import { MapWorkspace } from './MapWorkspace'

/** The whole fleet on the map. */
export function MapScreen() {
  const hotspots = useHotspots()
  const agreements = useAgreements()
  const profiles = useRadioProfiles()
  const dataLayers = useDataLayers()
  const plans = usePlans()
  const workOrders = useWorkOrders()
  const index = useMemo(() => hotspots && indexHotspots(hotspots), [hotspots])
  if (!hotspots || !index || !profiles) {
    return (
      <Center h="100%">
        <Loader size="sm" aria-label="Reading the fleet" />
      </Center>
    )
  }
  if (hotspots.length === 0) {
    return (
      <Screen title="Map">
        <EmptyScreen
          icon={<IconMap2 size={28} />}
          title="The fleet's map"
          actions={
            <>
              <Button component={Link} href="/fleet">
                Import a fleet
              </Button>
              <Button component={Link} href="/" variant="default">
                Try the demo cooperative
              </Button>
            </>
          }
        >
          Every hotspot with a position appears here, as a density of H3 cells from far away and one by one when close.
        </EmptyScreen>
      </Screen>
    )
  }
  return (
    <MapWorkspace
      hotspots={hotspots}
      agreements={agreements ?? []}
      index={index}
      profiles={profiles}
      dataLayers={dataLayers ?? []}
      plans={plans ?? []}
      workOrders={workOrders ?? []}
    />
  )
}
