import { Button, Group, Text } from '@mantine/core'
import { type FormEvent, useEffect, useMemo } from 'react'
import { dayOf } from '#core/provisioning/day/dayOf'
import type { DeviceOfDay } from '#core/provisioning/day/deviceOfDay'
import { deviceLabel } from '#core/provisioning/label/deviceLabel'
import { countText } from '#core/words/countText'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import labelClasses from '../label/Label.module.css'
import { LabelPart } from '../label/LabelPart'
import { LabelPreview } from '../label/LabelPreview'
import { LayingOut } from '../label/LayingOut'
import { gridOf, passPositions } from '../label/labelPaper'
import { PaperChoice } from '../label/PaperChoice'
import { SheetPositions } from '../label/SheetPositions'
import { passSavedPlace } from '../label/savedLabels'
import { useLabels } from '../label/useLabels'
import classes from './Day.module.css'

interface DayLabelsProps {
  devices: readonly DeviceOfDay[]
  onDone: () => void
}

/** Labels of several devices in one file, the earliest first. */
export function DayLabels({ devices, onDone }: DayLabelsProps) {
  const labels = useMemo(() => devices.flatMap(({ file }) => (file ? [deviceLabel(file.facts)] : [])).reverse(), [devices])
  const [first] = labels
  // The label of the device in hand may be saved for the same sheet.
  useEffect(passSavedPlace, [])
  const count = labels.length
  const made = useLabels(
    labels,
    count === 1 && first ? `label-${first.shortCode}` : `labels-${dayOf(devices[0]?.signedAt ?? '')}`,
  )
  const { kind, paper, print, problem } = made
  const grid = gridOf(kind)

  async function save(event: FormEvent) {
    event.preventDefault()
    if (!(await made.save())) return
    passPositions(kind, paper.startAt, count)
    onDone()
  }

  return (
    <form className={labelClasses.step} onSubmit={save}>
      <div className={labelClasses.preview}>
        {!print && !problem && <LayingOut />}
        {print && first && count === 1 && <LabelPart print={print} label={first} />}
        {print?.pages[0] && count > 1 && (
          <LabelPreview
            page={print.pages[0]}
            label={`First page: labels of ${labels.map(({ title }) => title).join(', ')}`}
            maxWidth={560}
            maxHeight={560}
          />
        )}
        <Text c="dimmed">
          {print ? `${countText(print.pages.length, 'page')}. ` : ''}
          Print it in its own size, without fitting it to the page.
        </Text>
        {problem && <ProblemAlert problem={problem} />}
      </div>
      <div className={labelClasses.paperChoice}>
        <PaperChoice kind={kind} count={count} />
        {grid && <SheetPositions grid={grid} startAt={paper.startAt} count={count} />}
        <Group wrap="nowrap">
          <Button type="submit" size="xl" flex={1} className={classes.action} disabled={!print}>
            {count === 1 ? 'Save label' : `Save ${count} labels`}
          </Button>
          <Button size="xl" variant="default" onClick={onDone}>
            Back
          </Button>
        </Group>
      </div>
    </form>
  )
}
