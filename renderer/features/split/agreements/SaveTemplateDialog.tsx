import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { templateOf } from '#core/agreements/fillTemplate'
import type { Problem } from '#core/model/problem'
import type { Terms } from '#core/model/terms'
import { saveTemplate } from '../../../data/agreements/templates'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'

interface SaveTemplateDialogProps {
  terms: Terms
  /** Of members by id. */
  names: ReadonlyMap<string, string>
  onClose: () => void
}

/** The stages without their people: a slot for each, under a name of its own. */
export function SaveTemplateDialog({ terms, names, onClose }: SaveTemplateDialogProps) {
  const [name, setName] = useState(terms.name)
  const [description, setDescription] = useState('')
  const [template] = useState(() => templateOf(terms.stages, names))
  const [slots, setSlots] = useState(template.slots)
  const [problem, setProblem] = useState<Problem | null>(null)
  const isNamed = name.trim() !== '' && slots.every(({ label }) => label.trim() !== '')

  async function save() {
    try {
      await saveTemplate({ name: name.trim(), description: description.trim(), slots, stages: template.stages, dust: terms.dust })
      onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    }
  }

  return (
    <Modal opened onClose={onClose} title="Save as template" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <TextInput
          label="Name of the template"
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Textarea
          label="What it is for"
          autosize
          minRows={2}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
        />
        {slots.length > 0 && <Text fz="sm">Where it names a member, the template has a slot. Say what each is for:</Text>}
        {slots.map(({ key, label }, at) => (
          <TextInput
            key={key}
            label={`In the place of ${template.slots[at]?.label}`}
            value={label}
            onChange={(event) => {
              const typed = event.currentTarget.value
              setSlots(slots.map((slot) => (slot.key === key ? { key, label: typed } : slot)))
            }}
          />
        ))}
        {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <MayWrite tables={['agreementTemplates']}>
            <Button disabled={!isNamed} onClick={save}>
              Save template
            </Button>
          </MayWrite>
        </Group>
      </Stack>
    </Modal>
  )
}
