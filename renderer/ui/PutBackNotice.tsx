import { Text } from '@mantine/core'
import { barredText, putBackText } from '../data/journal/putBackText'
import { useSettlement } from '../data/journal/settlement'

/** What the journal gave back to the records when they were last compared, and what it could not; nothing when they lacked nothing. */
export function PutBackNotice() {
  const state = useSettlement(({ state }) => state)
  const said = 'putBack' in state ? [putBackText(state.putBack), barredText(state.barred)] : []
  const text = said.filter((one) => one !== null).join(' ')
  if (text === '') return null
  return (
    <Text fz="sm" role="status">
      {text}
    </Text>
  )
}
