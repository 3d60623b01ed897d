import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { Ring } from '#core/model/position'
import { asProblem } from '../../ui/ProblemAlert'
import { refuseCrossing } from './planArea'
import { readCorners } from './readCorners'

interface AreaTextProps {
  /** What is typed: "area", "forbidden area". */
  what: string
  onTake: (ring: Ring) => void
}

/** An area by its typed corners, for those who have coordinates and no mouse. */
export function AreaText({ what, onTake }: AreaTextProps) {
  const [text, setText] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const take = () => {
    try {
      const ring = readCorners(text)
      refuseCrossing(ring)
      onTake(ring)
      setText('')
      setFault(null)
    } catch (thrown) {
      setFault(asProblem(thrown).message)
    }
  }
  return (
    <>
      <Textarea
        size="xs"
        label={`Corners of the ${what}`}
        description="One per line: latitude, longitude"
        placeholder={'50.06, 19.94\n50.07, 19.96\n50.05, 19.97'}
        autosize
        minRows={2}
        maxRows={6}
        value={text}
        error={fault}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button size="compact-sm" variant="default" onClick={take}>
        Take these corners
      </Button>
    </>
  )
}
