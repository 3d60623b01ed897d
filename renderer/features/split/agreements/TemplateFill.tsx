import { Button, Group, MultiSelect, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core'
import { useMemo, useState } from 'react'
import { templateNote } from '#core/agreements/builtInTemplates'
import { fillTemplate, type Template } from '#core/agreements/fillTemplate'
import type { Problem } from '#core/model/problem'
import { HotspotReferences } from '#core/networks/deviceKey/hotspotReference'
import { countText } from '#core/words/countText'
import { makeAgreements } from '../../../data/agreements/saveAgreements'
import { MayWrite } from '../../../ui/access/MayWrite'
import { asProblem, ProblemAlert } from '../../../ui/ProblemAlert'
import type { AgreementsContext } from './AgreementDrawer'
import classes from './Agreements.module.css'
import { type AgreementDraft, draftStages, newDraft } from './agreementDraft'
import { linesOf, readDraft } from './readDraft'
import { receiverChoices } from './receiverChoices'
import { HotspotKeys, ScopeFields } from './ScopeFields'
import { SlotFields } from './SlotFields'
import { StageList } from './StageList'
import { TargetsTable } from './TargetsTable'
import { type Filled, slotMap, type Target, targetAgreements } from './templateTargets'

interface TemplateFillProps {
  template: Template
  context: AgreementsContext
  onClose: () => void
  onBegin: (draft: AgreementDraft) => void
}

type Many = 'one' | 'group' | 'hotspot'

/** Who is in the slots, and for what: one agreement, which goes on in the editor, or one for each group or hotspot at once. */
export function TemplateFill({ template, context, onClose, onBegin }: TemplateFillProps) {
  const { period, members, agreements, hotspots, groupedHotspots } = context
  const { token } = period
  const [draft, setDraft] = useState<AgreementDraft>(() => ({
    ...newDraft(!agreements.some(({ scope }) => scope.kind === 'default')),
    ...{ name: template.name, dust: template.dust, stages: draftStages(template.stages, token) },
  }))
  const [many, setMany] = useState<Many>('one')
  const [forAll, setForAll] = useState<Filled>({})
  const [own, setOwn] = useState<Record<string, Filled>>({})
  const [groupsChosen, setGroupsChosen] = useState<string[]>([])
  const [keysText, setKeysText] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const [isBusy, setIsBusy] = useState(false)

  const groups = useMemo(
    () => [...new Set([...hotspots, ...groupedHotspots].flatMap((hotspot) => hotspot.groups))].sort(),
    [hotspots, groupedHotspots],
  )
  const memberIds = useMemo(() => new Set(members.map(({ id }) => id)), [members])
  const choices = useMemo(() => {
    const fed = agreements.filter(({ scope }) => scope.kind === 'fed')
    return receiverChoices(
      template.slots.map(({ key, label }) => ({ id: key, name: label })),
      fed,
      'Slots of the template',
    )
  }, [template, agreements])
  const read = useMemo(() => {
    const references = new HotspotReferences(hotspots.map(({ id }) => id))
    return readDraft(draft, { id: template.id, token, memberIds: new Set(template.slots.map(({ key }) => key)), references })
  }, [draft, template, token, hotspots])
  const filling = {
    name: draft.name,
    slots: usedSlots(template, read.tried?.stages),
    stages: read.tried?.stages ?? [],
    dust: draft.dust,
  }
  const targets = targetsOf(many, groupsChosen, keysText)
  const made = read.tried ? targetAgreements(filling, targets, forAll, own, memberIds) : []
  const fields = made.flatMap((one) => one.fields ?? [])
  const note = templateNote(template.id, read.tried?.stages ?? [])

  async function make() {
    setIsBusy(true)
    try {
      if (many === 'one') {
        const stages = fillTemplate(filling, slotMap(forAll))
        onBegin({ ...draft, stages: draftStages(stages, token) })
        return
      }
      await makeAgreements(fields, template.name)
      onClose()
    } catch (thrown) {
      setProblem(asProblem(thrown))
    } finally {
      setIsBusy(false)
    }
  }

  return (
    <Stack gap="md" className={classes.side}>
      <TextInput label="Name" value={draft.name} onChange={(event) => setDraft({ ...draft, name: event.currentTarget.value })} />
      <div>
        <Title order={3} mb={4} id="template-for">
          For what
        </Title>
        <SegmentedControl
          fullWidth
          aria-labelledby="template-for"
          data={[
            { value: 'one', label: 'One agreement' },
            { value: 'group', label: 'One for each group' },
            { value: 'hotspot', label: 'One for each hotspot' },
          ]}
          value={many}
          onChange={(value) => setMany(value as Many)}
        />
      </div>
      {many === 'one' && (
        <ScopeFields scope={draft.scope} groups={groups} fault={undefined} onChange={(scope) => setDraft({ ...draft, scope })} />
      )}
      {many === 'one' && JSON.stringify(template.stages).includes('"install"') && (
        <Text fz="sm" c="dimmed">
          Whoever hosts a hotspot is taken from its installs, so this one agreement serves all of them.
        </Text>
      )}
      {many === 'group' && (
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <MultiSelect
            flex={1}
            searchable
            clearable
            label="Groups"
            data={groups}
            limit={100}
            value={groupsChosen}
            onChange={setGroupsChosen}
          />
          <Button variant="default" onClick={() => setGroupsChosen(groups)}>
            All {groups.length}
          </Button>
        </Group>
      )}
      {many === 'hotspot' && <HotspotKeys label="Hotspot keys" text={keysText} fault={undefined} onChange={setKeysText} />}
      {filling.slots.length > 0 && (
        <SlotFields
          title={many === 'one' ? 'Who is who' : 'Who is who, where nothing else is said below'}
          slots={filling.slots}
          members={members}
          filled={forAll}
          onChange={setForAll}
        />
      )}
      {many !== 'one' && (
        <TargetsTable slots={filling.slots} members={members} made={made} forAll={forAll} own={own} onChange={setOwn} />
      )}
      <details>
        <Text component="summary" fz="sm" fw={550} style={{ cursor: 'pointer' }}>
          Percentages and amounts
        </Text>
        <Stack mt="xs">
          <StageList
            stages={draft.stages}
            faults={read.faults}
            choices={choices}
            symbol={token.symbol}
            reserves={[]}
            onChange={(stages) => setDraft({ ...draft, stages })}
          />
        </Stack>
      </details>
      {note && (
        <Text fz="sm" c="var(--mantine-color-yellow-light-color)">
          {note}
        </Text>
      )}
      {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        {many === 'one' ? (
          <Button disabled={!read.tried} onClick={make}>
            Go on in the editor
          </Button>
        ) : (
          <MayWrite tables={['agreements']}>
            <Button loading={isBusy} disabled={fields.length === 0 || fields.length < made.length} onClick={make}>
              Make {countText(made.length, 'agreement')}
            </Button>
          </MayWrite>
        )}
      </Group>
    </Stack>
  )
}

/** A slot whose share was taken out needs nobody. */
function usedSlots({ slots }: Template, stages: Template['stages'] | undefined): Template['slots'] {
  const text = JSON.stringify(stages ?? [])
  return stages ? slots.filter(({ key }) => text.includes(JSON.stringify(key))) : slots
}

function targetsOf(many: Many, groups: readonly string[], keysText: string): Target[] {
  if (many === 'one') return []
  if (many === 'group') return groups.map((group) => ({ key: group, label: group, scope: { kind: 'group', group } }))
  return linesOf(keysText).map((key) => ({ key, label: key, scope: { kind: 'hotspots', hotspotIds: [key] } }))
}
