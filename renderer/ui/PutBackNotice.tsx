import { Text } from '@mantine/core'
import { putBackText } from '../data/journal/putBackText'
import { useSettlement } from '../data/journal/settlement'

/** What the journal gave back to the records when they were last compared; nothing when they lacked nothing. */
export function PutBackNotice() {
  const state = useSettlement(({ state }) => state)
  const text = 'putBack' in state ? putBackText(state.putBack) : null
  if (text === null) return null
  return (
    <Text fz="sm" role="status">
      {text}
    </Text>
  )
}
