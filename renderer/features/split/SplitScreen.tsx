import { Screen } from '../../ui/Screen'

export function SplitScreen() {
  return <Screen title="Split">{null}</Screen>
}
