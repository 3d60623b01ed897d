import { Screen } from '../../ui/Screen'

export function PayScreen() {
  return <Screen title="Pay">{null}</Screen>
}
