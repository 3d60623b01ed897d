import { Drawer } from '@mantine/core'
import { closeImportDrawer, useImportDrawer } from '../../platform/importDrawer'
import { ChooseFile } from './ChooseFile'
import { ImportDone } from './ImportDone'
import { LayerImport } from './LayerImport'
import { PreviewStep } from './PreviewStep'
import { ReadingStep } from './ReadingStep'
import { useImport } from './useImport'
import { WritingStep } from './WritingStep'

/** File, what we recognised, problems by line, done with undo. Closing it lets a write go on in the jobs tray. */
export function ImportDrawer() {
  const { opened, file } = useImportDrawer()
  return (
    <Drawer
      opened={opened}
      onClose={closeImportDrawer}
      position="right"
      size={640}
      title="Import a file"
      closeButtonProps={{ 'aria-label': 'Close the import' }}
    >
      {opened && <ImportSteps initialFile={file} />}
    </Drawer>
  )
}

function ImportSteps({ initialFile }: { initialFile: File | null }) {
  const { step, choose, map, answer, commit, reset } = useImport(initialFile)
  switch (step.at) {
    case 'choose':
      return <ChooseFile problem={step.problem} onChoose={choose} />
    case 'reading':
      return <ReadingStep fileName={step.fileName} rows={step.rows} onCancel={reset} />
    case 'layer':
      return <LayerImport file={step.file} onAnother={reset} />
    case 'preview':
      return (
        <PreviewStep
          preview={step.preview}
          problem={step.problem}
          isMapping={step.isMapping}
          typed={step.typed ?? null}
          onMap={map}
          onAnswer={answer}
          onImport={commit}
          onOther={reset}
        />
      )
    case 'writing':
      return <WritingStep fileName={step.preview.fileName} />
    case 'done':
      return <ImportDone outcome={step.outcome} preview={step.preview} onAnother={reset} />
  }
}
