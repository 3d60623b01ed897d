import { Button, Text } from '@mantine/core'
import { useMemo } from 'react'
import { deviceLabel } from '#core/provisioning/label/deviceLabel'
import { printedQrText } from '#core/provisioning/label/labelMarks'
import type { ProvisioningFileV2 } from '#core/provisioning/provisioningFile'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import { StepForm } from '../StepForm'
import classes from './Label.module.css'
import { LabelPart } from './LabelPart'
import { LayingOut } from './LayingOut'
import { gridOf } from './labelPaper'
import { PaperChoice } from './PaperChoice'
import { SheetPositions } from './SheetPositions'
import { labelLeft, labelSaved, useSavedLabel } from './savedLabels'
import { useLabels } from './useLabels'

interface LabelStepProps {
  file: ProvisioningFileV2
  /** `made`: the label is saved; else it is not wanted. */
  onDone: (made: boolean) => void
}

/** The label of the device in hand: seen as it will print, saved with one action, and on to what comes next. */
export function LabelStep({ file, onDone }: LabelStepProps) {
  const label = useMemo(() => deviceLabel(file.facts), [file])
  const labels = useLabels(
    useMemo(() => [label], [label]),
    `label-${label.shortCode}`,
  )
  const recordId = file.facts.id
  const { kind, paper, print, problem } = labels
  const grid = gridOf(kind)
  const isSaved = useSavedLabel(({ saved }) => saved?.recordId === recordId)

  async function save() {
    if (await labels.save()) labelSaved({ recordId, kind, startAt: paper.startAt })
  }

  function leave() {
    labelLeft()
    onDone(true)
  }

  return (
    <StepForm
      title="Label the device"
      action={isSaved ? 'Go on' : kind === 'png' ? 'Save label as PNG' : 'Save label as PDF'}
      onAction={isSaved ? leave : save}
      disabled={!isSaved && !print}
      others={
        <Button size="xl" variant="default" onClick={isSaved ? save : () => onDone(false)}>
          {isSaved ? 'Save again' : 'Without a label'}
        </Button>
      }
    >
      <div className={classes.step}>
        <div className={classes.preview}>
          {print ? <LabelPart print={print} label={label} /> : !problem && <LayingOut />}
          <Text fz="lg">
            Short code{' '}
            <Text span ff="monospace" fw={700}>
              {label.shortCode}
            </Text>
          </Text>
          <Text c="dimmed">Typed into the search of the day's devices, it finds this record again.</Text>
          <Text fz="xs" c="dimmed" ff="monospace" className={classes.content}>
            {printedQrText(label, paper.format)}
          </Text>
          {problem && <ProblemAlert problem={problem} />}
          {isSaved && (
            <Text role="status" fw={600}>
              Saved among your downloads. Print it in its own size, without fitting it to the page.
            </Text>
          )}
        </div>
        <div className={classes.paperChoice}>
          <PaperChoice kind={kind} count={1} />
          {grid && <SheetPositions grid={grid} startAt={paper.startAt} count={1} />}
        </div>
      </div>
    </StepForm>
  )
}
