import { Screen } from '../../ui/Screen'

export function CoopScreen() {
  return <Screen title="Coop">{null}</Screen>
}
