import { Alert, Button, Group, Modal, Stack, Table, Text, TextInput } from '@mantine/core'
import { IconFileImport, IconStack2 } from '@tabler/icons-react'
import { useState } from 'react'
import type { DataLayer } from '#core/model/dataLayer'
import type { Problem } from '#core/model/problem'
import { dateText } from '#core/words/dateText'
import { removeLayer, useDataLayers, useLayersWithBulk } from '../../data/layers/dataLayers'
import { reviseRecord } from '../../data/records/changeRecords'
import { openImportDrawer } from '../../platform/importDrawer'
import { MayWrite } from '../../ui/access/MayWrite'
import { EmptyScreen } from '../../ui/EmptyScreen'
import { asProblem, ProblemAlert } from '../../ui/ProblemAlert'
import { boundsText, extentText, KIND_NAMES, needsItsFile, originText } from './layerFacts'

type Asking = { what: 'rename' | 'remove'; layer: DataLayer }

/** Everything that was imported or drawn beside the fleet: demand, terrain, measurements, map packs. */
export function DataLayersPanel() {
  const layers = useDataLayers()
  const withBulk = useLayersWithBulk()
  const [asking, setAsking] = useState<Asking | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  if (!layers || !withBulk) return null
  const importButton = (
    <Button leftSection={<IconFileImport size={16} />} onClick={() => openImportDrawer()}>
      Import a layer
    </Button>
  )
  if (layers.length === 0) {
    return (
      <EmptyScreen icon={<IconStack2 size={28} />} title="No data layers yet" actions={importButton}>
        Demand to cover, terrain, measurements and street maps are listed here once their files are imported.
      </EmptyScreen>
    )
  }

  async function attempt(work: () => Promise<void>): Promise<void> {
    setAsking(null)
    setProblem(null)
    try {
      await work()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Stack gap="md">
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      <Group justify="space-between">
        <Text maw={720}>Backups hold what is known about a layer; its bulk stays on this computer and comes from its file.</Text>
        {importButton}
      </Group>
      <Table.ScrollContainer minWidth={880} scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': 'Data layers' } }}>
        <Table aria-label="Data layers" verticalSpacing="xs">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Name</Table.Th>
              <Table.Th>Kind</Table.Th>
              <Table.Th>Holds</Table.Th>
              <Table.Th>Where</Table.Th>
              <Table.Th>File</Table.Th>
              <Table.Th>Imported</Table.Th>
              <Table.Th ta="right">Actions</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {layers.map((layer) => (
              <LayerRow key={layer.id} layer={layer} missing={needsItsFile(layer) && !withBulk.has(layer.id)} onAsk={setAsking} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {asking?.what === 'rename' && (
        <RenameLayer
          layer={asking.layer}
          onClose={() => setAsking(null)}
          onRename={(name) => {
            const act = { kind: 'layer', title: `Layer ${asking.layer.name} renamed to ${name}` }
            void attempt(() => reviseRecord(act, 'dataLayers', asking.layer, { name }))
          }}
        />
      )}
      {asking?.what === 'remove' && (
        <Modal
          opened
          onClose={() => setAsking(null)}
          title={`Remove ${asking.layer.name}`}
          closeButtonProps={{ 'aria-label': 'Close' }}
        >
          <Stack gap="sm">
            <Text>
              {asking.layer.fileName
                ? `It can be imported again from ${asking.layer.fileName}. `
                : 'It comes from no file and cannot be brought back. '}
              Plans that were made with it stay as they are.
            </Text>
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setAsking(null)}>
                Keep it
              </Button>
              <Button color="red" onClick={() => attempt(() => removeLayer(asking.layer.id))}>
                Remove this layer
              </Button>
            </Group>
          </Stack>
        </Modal>
      )}
    </Stack>
  )
}

function LayerRow({ layer, missing, onAsk }: { layer: DataLayer; missing: boolean; onAsk: (asking: Asking) => void }) {
  return (
    <Table.Tr>
      <Table.Td fw={500}>{layer.name}</Table.Td>
      <Table.Td>{KIND_NAMES[layer.kind]}</Table.Td>
      <Table.Td className="figures">{extentText(layer)}</Table.Td>
      <Table.Td className="figures" fz="xs">
        {boundsText(layer.bounds)}
      </Table.Td>
      <Table.Td fz="xs">
        {originText(layer)}
        {missing && (
          <Alert color="yellow" p={6} mt={4} title="Its bulk is not here">
            <Button size="compact-xs" variant="default" onClick={() => openImportDrawer()}>
              Import {layer.fileName} again
            </Button>
          </Alert>
        )}
      </Table.Td>
      <Table.Td className="figures">{dateText(layer.createdAt)}</Table.Td>
      <Table.Td>
        <Group gap={4} wrap="nowrap" justify="flex-end">
          <MayWrite tables={['dataLayers']}>
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => onAsk({ what: 'rename', layer })}
              aria-label={`Rename ${layer.name}`}
            >
              Rename
            </Button>
          </MayWrite>
          <MayWrite tables={['dataLayers']}>
            <Button
              size="compact-sm"
              variant="subtle"
              color="red"
              onClick={() => onAsk({ what: 'remove', layer })}
              aria-label={`Remove ${layer.name}`}
            >
              Remove
            </Button>
          </MayWrite>
        </Group>
      </Table.Td>
    </Table.Tr>
  )
}

function RenameLayer({ layer, onClose, onRename }: { layer: DataLayer; onClose: () => void; onRename: (name: string) => void }) {
  const [name, setName] = useState(layer.name)
  const trimmed = name.trim()
  return (
    <Modal opened onClose={onClose} title="Rename this layer" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (trimmed !== '') onRename(trimmed)
        }}
      >
        <Stack gap="sm">
          <TextInput
            label="Name"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            maxLength={80}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={trimmed === ''}>
              Rename
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
