import { Accordion, Button, Stack, Text, TextInput } from '@mantine/core'
import { getHexagonAreaAvg } from 'h3-js'
import type { FormEvent, ReactNode } from 'react'
import { ringAreaM2 } from '#core/geo/ringArea'
import type { Problem } from '#core/model/problem'
import type { RadioProfile } from '#core/model/radioProfile'
import type { Hotspot, Member } from '#core/model/records'
import { countText } from '#core/words/countText'
import { areaText } from '#core/words/distanceText'
import { MayWrite } from '../../ui/access/MayWrite'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { AreaChoice, type AreaChoiceProps } from './AreaChoice'
import { CandidatesPart } from './CandidatesPart'
import { CoversPart } from './CoversPart'
import { DraftNumber, type DraftPart } from './DraftFields'
import { EffortPart } from './EffortPart'
import { LimitsPart } from './LimitsPart'
import { PlacesPart } from './PlacesPart'
import classes from './Plans.module.css'
import { partSummaries } from './partSummaries'
import { planSentence } from './planSentence'

interface NewPlanFormProps extends DraftPart {
  areaChoice: AreaChoiceProps
  /** The part about demand, which draws on the map. */
  demand: ReactNode
  /** Shown in place of the form while choosing. */
  run: ReactNode | null
  problem: Problem | null
  profiles: readonly RadioProfile[]
  hotspots: readonly Hotspot[]
  members: readonly Member[]
  /** How far a site reaches, and how many hotspots reach the area. */
  reachM: number
  hotspotsNear: number
  onDrawForbidden: () => void
  onChoose: () => void
}

/** What a plan needs to know: an area and a number first, everything else folded away with its usual value said. */
export function NewPlanForm(props: NewPlanFormProps) {
  const { draft, onChange, faults, areaChoice, demand, run, problem, reachM, hotspotsNear, onChoose } = props
  const part: DraftPart = { draft, onChange, faults }
  const areaM2 = draft.area ? ringAreaM2(draft.area) : 0
  const areaCells = Math.round(areaM2 / getHexagonAreaAvg(draft.resolution, 'm2'))
  const summaries = partSummaries(draft)
  const isDrawing = areaChoice.cornersDrawn !== null
  const fold = (value: keyof typeof summaries, label: string, content: ReactNode) => (
    <Accordion.Item value={value}>
      <Accordion.Control>
        <Text fz="sm" fw={500} component="span" display="block">
          {label}
        </Text>
        <Text fz="xs" c="dimmed" component="span">
          {summaries[value]}
        </Text>
      </Accordion.Control>
      <Accordion.Panel>{content}</Accordion.Panel>
    </Accordion.Item>
  )
  function submit(event: FormEvent): void {
    event.preventDefault()
    onChoose()
  }

  const sentence = draft.area && (
    <Text fz="xs" c="dimmed" aria-label="What is asked for" role="note">
      {planSentence(draft, { areaM2, areaCells, reachM, hotspots: hotspotsNear })}
    </Text>
  )
  if (run) {
    return (
      <section className={classes.form} aria-label="Choosing">
        {run}
        {sentence}
      </section>
    )
  }

  return (
    <form className={classes.form} onSubmit={submit} aria-label="New plan" noValidate>
      <Stack gap="sm">
        {problem && <ProblemAlert problem={problem} />}
        <TextInput
          label="Name"
          required
          value={draft.name}
          error={faults.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <AreaChoice {...areaChoice} />
        <Text fz="sm" className={classes.areaFigures} role="status" c={faults.area && !draft.area ? 'red' : undefined}>
          {draft.area
            ? `${areaText(areaM2)}, about ${countText(areaCells, 'cell')}`
            : (faults.area ?? 'No area yet: draw one, take the view, or give a circle.')}
        </Text>
        <CoversPart {...part} profiles={props.profiles} reachM={reachM} />
        <DraftNumber {...part} field="count" label="Number of sites" min={1} allowDecimal={false} />
        <Accordion variant="contained" multiple keepMounted={false} chevronPosition="right" className={classes.parts}>
          {fold('demand', 'Demand', demand)}
          {fold('limits', 'Budget and costs', <LimitsPart {...part} />)}
          {fold(
            'candidates',
            'Where sites may stand',
            <CandidatesPart {...part} hotspots={props.hotspots} members={props.members} />,
          )}
          {fold(
            'places',
            'Must-have, forbidden, spacing',
            <PlacesPart {...part} isDrawing={isDrawing} onDrawForbidden={props.onDrawForbidden} />,
          )}
          {fold('effort', 'Cells and search', <EffortPart {...part} />)}
        </Accordion>
        {sentence}
        {Object.keys(faults).length > 0 && (
          <Text fz="sm" c="red" role="alert">
            {Object.values(faults)[0]}
          </Text>
        )}
        <MayWrite tables={['plans']}>
          <Button type="submit">Choose {Number(draft.count) >= 1 ? countText(Number(draft.count), 'site') : 'sites'}</Button>
        </MayWrite>
      </Stack>
    </form>
  )
}
