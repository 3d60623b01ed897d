import { Screen } from '../../ui/Screen'

export function PlansScreen() {
  return <Screen title="Plans">{null}</Screen>
}
