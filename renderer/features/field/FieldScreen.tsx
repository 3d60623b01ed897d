import { Screen } from '../../ui/Screen'

export function FieldScreen() {
  return <Screen title="Field">{null}</Screen>
}
