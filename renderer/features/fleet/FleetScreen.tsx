import { Screen } from '../../ui/Screen'

export function FleetScreen() {
  return <Screen title="Fleet">{null}</Screen>
}
