import { Screen } from '../../ui/Screen'

export function MapScreen() {
  return <Screen title="Map">{null}</Screen>
}
