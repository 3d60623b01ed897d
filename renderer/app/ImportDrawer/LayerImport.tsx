import { Alert, Button, Group, Progress, Stack, Text, Title } from '@mantine/core'
import { IconArrowBackUp, IconBan, IconCheck, IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import type { DataLayer } from '#core/model/dataLayer'
import type { Problem } from '#core/model/problem'
import { nameFromFile } from '../../data/imports/rewardsImport'
import { goTo } from '../../platform/hashRoute'
import { closeImportDrawer } from '../../platform/importDrawer'
import { MayWrite } from '../../ui/access/MayWrite'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { LayerFigures } from './LayerFigures'
import { type LayerNaming, LayerOptions } from './LayerOptions'
import { ProblemTable } from './ProblemTable'
import { useLayerImport } from './useLayerImport'
import { WritingStep } from './WritingStep'

interface LayerImportProps {
  file: File
  onAnother: () => void
}

/** A file that becomes a layer: what it is, how to read it, what is wrong with it, done with undo. */
export function LayerImport({ file, onAnother }: LayerImportProps) {
  const { state, read, write, undo } = useLayerImport(file)
  const { preview, reading, problem, layer } = state
  const [naming, setNaming] = useState<LayerNaming>({ name: nameFromFile(file.name), unit: null })
  if (layer)
    return <LayerDone layer={layer} undone={state.undone} problem={problem} onUndo={() => undo(layer)} onAnother={onAnother} />
  if (state.writing) return <WritingStep fileName={file.name} />
  const isReading = reading !== undefined
  return (
    <Stack>
      <div>
        <Title order={3} fz="md">
          {file.name}
        </Title>
        <Text c="dimmed">{preview ? preview.what : isReading ? 'Reading' : 'Not imported'}</Text>
      </div>
      {problem && <Outcome problem={problem} />}
      {isReading && <Progress value={(reading ?? 0) * 100} aria-label="Reading the file" animated={reading === null} />}
      {preview && (
        <>
          <LayerOptions preview={preview} naming={naming} isReading={isReading} onNaming={setNaming} onRead={read} />
          <LayerFigures preview={preview} />
          {preview.notes.map((note) => (
            <Alert key={note} color="gray" icon={<IconInfoCircle />}>
              {note}
            </Alert>
          ))}
          <ProblemTable problems={preview.problems} problemCount={preview.problemCount} consequence="These rows are left out." />
        </>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onAnother}>
          Choose another file
        </Button>
        {preview && (
          <MayWrite tables={['dataLayers']}>
            <Button
              disabled={!preview.usable || isReading || problem !== null}
              onClick={() => write({ ...preview, choices: { ...preview.choices, ...naming } })}
            >
              Import this layer
            </Button>
          </MayWrite>
        )}
      </Group>
    </Stack>
  )
}

/** Stopping on purpose is no error, so it is said without red. */
function Outcome({ problem }: { problem: Problem }) {
  if (!problem.code.endsWith('.cancelled')) return <ProblemAlert problem={problem} />
  return (
    <Alert color="gray" icon={<IconBan />} role="status">
      {problem.message}
    </Alert>
  )
}

interface LayerDoneProps {
  layer: DataLayer
  undone: boolean
  problem: Problem | null
  onUndo: () => void
  onAnother: () => void
}

function LayerDone({ layer, undone, problem, onUndo, onAnother }: LayerDoneProps) {
  if (undone) {
    return (
      <Stack>
        <Alert color="gray" icon={<IconArrowBackUp />} title="The import was undone" role="status">
          {layer.name} is gone again; nothing else was changed.
        </Alert>
        <Button variant="default" w="fit-content" onClick={onAnother}>
          Choose another file
        </Button>
      </Stack>
    )
  }
  return (
    <Stack>
      {problem && <ProblemAlert problem={problem} />}
      <Alert color="teal" icon={<IconCheck />} title={`${layer.name} imported`} role="status">
        It can be used in plans and on the map, and is listed in Settings under Data layers.
      </Alert>
      <Group>
        <Button
          onClick={() => {
            closeImportDrawer()
            goTo(layer.kind === 'demand' ? '/plans' : '/map')
          }}
        >
          {layer.kind === 'demand' ? 'Go to Plans' : 'Go to Map'}
        </Button>
        <Button variant="default" leftSection={<IconArrowBackUp size={16} />} onClick={onUndo}>
          Undo this import
        </Button>
        <Button variant="subtle" onClick={onAnother}>
          Import another file
        </Button>
      </Group>
    </Stack>
  )
}
