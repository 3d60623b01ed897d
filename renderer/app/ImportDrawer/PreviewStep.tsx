import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconBan, IconInfoCircle } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import type { Problem } from '#core/model/problem'
import { openQuestions, type RewardsAnswers } from '#core/networks/rewardsAnswers'
import type { SharedTable } from '#core/records/recordTables'
import type { ImportChoices, ImportKind, ImportMapping, ImportPreview } from '../../data/imports/importPreview'
import { nameFromFile } from '../../data/imports/rewardsImport'
import { MayWrite } from '../../ui/access/MayWrite'
import { ProblemAlert } from '../../ui/ProblemAlert'
import { AddressChanges, NewAddresses } from './AddressChanges'
import { ColumnMapping } from './ColumnMapping'
import { countOf } from './countOf'
import { choicesOfDraft, type DraftPeriod, datesOfDraft } from './draftPeriod'
import { PeriodFields } from './PeriodFields'
import { PeriodOfFacts } from './PeriodOfFacts'
import { PreviewFigures } from './PreviewFigures'
import { ProblemTable } from './ProblemTable'
import { RewardsQuestions } from './RewardsQuestions'
import { RewardsTokenFields } from './RewardsTokenFields'
import { UnusableFile } from './UnusableFile'
import { usePeriodOutcome } from './usePeriodOutcome'
import { whatItIs } from './whatItIs'

/** What an import of each kind certainly writes. */
const WRITES: Partial<Record<ImportKind, readonly SharedTable[]>> = {
  fleet: ['imports', 'hotspots'],
  unmapped: ['imports', 'hotspots'],
  rewards: ['imports', 'contributions'],
  agreements: ['imports', 'agreements'],
  members: ['imports', 'members'],
}

interface PreviewStepProps {
  preview: ImportPreview
  problem: Problem | null
  isMapping: boolean
  onMap: (mapping: ImportMapping) => void
  onAnswer: (answers: RewardsAnswers) => void
  /** What was typed before an import that did not come about. */
  typed: DraftPeriod | null
  onImport: (choices: ImportChoices, typed: DraftPeriod) => void
  onOther: () => void
}

/** What the file is, what importing it would do, and what is wrong with it line by line. Nothing is written yet. */
export function PreviewStep({ preview, problem, isMapping, typed, onMap, onAnswer, onImport, onOther }: PreviewStepProps) {
  const [draft, setDraft] = useState<DraftPeriod>(
    () => typed ?? { name: nameFromFile(preview.fileName), firstDay: '', lastDay: '', again: false },
  )
  const known = usePeriodOutcome(preview, preview.rewards && datesOfDraft(draft, preview.rewards).dates)
  const needsPeriod = preview.agreements?.beside.needsPeriod === true
  const [periodId, setPeriodId] = useState<string | null>(null)
  const choices = preview.rewards
    ? choicesOfDraft(draft, preview.rewards, known.outcome)
    : needsPeriod
      ? periodId && { periodId }
      : {}
  const [confirmed, setConfirmed] = useState<string[]>([])
  const changes = preview.agreements?.addressChanges ?? []
  const confirmedAddresses = changes.filter(({ memberId }) => confirmed.includes(memberId))
  // Where importing changes nothing, another file is the way on.
  const changesNothing = preview.usable > 0 && !preview.wouldChange && confirmed.length === 0
  // What was said last, before the file is read again with it.
  const [answers, setAnswers] = useState<RewardsAnswers>(preview.rewards?.answers ?? {})
  function say(more: RewardsAnswers) {
    const said = { ...answers, ...more }
    setAnswers(said)
    onAnswer(said)
  }
  const isOpen = openQuestions(preview.rewards?.questions ?? []).length > 0
  const lacksToken = preview.rewardsToken !== null && preview.rewardsToken.token === null
  const lacksDates = preview.rewards !== null && datesOfDraft(draft, preview.rewards).dates === null
  const lacksPeriod = needsPeriod && periodId === null && preview.usable > 0
  const content = useRef<HTMLDivElement>(null)
  // The drawer had the focus before this was in it.
  useEffect(() => content.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), [])
  const other = (
    <Button variant={changesNothing ? 'filled' : 'default'} data-autofocus={changesNothing || undefined} onClick={onOther}>
      Choose another file
    </Button>
  )
  if (preview.kind === 'backup' || preview.kind === 'unusable') return <UnusableFile preview={preview} action={other} />

  return (
    <Stack ref={content}>
      <div>
        <Title order={3} fz="md">
          {preview.fileName}
        </Title>
        <Text c="dimmed">{whatItIs(preview)}</Text>
      </div>
      {problem && <Outcome problem={problem} />}
      {preview.rewardsToken && <RewardsTokenFields known={preview.rewardsToken} isReading={isMapping} onAnswer={say} />}
      {preview.kind !== 'unmapped' && !lacksToken && <PreviewFigures preview={preview} />}
      {changesNothing && (
        <Alert color="gray" icon={<IconInfoCircle />} title="Everything in this file is here already" role="status">
          Importing it changes nothing.
        </Alert>
      )}
      <AddressChanges changes={changes} confirmed={confirmed} onConfirm={setConfirmed} />
      <NewAddresses addresses={preview.agreements?.newAddresses ?? []} />
      {preview.agreements && preview.agreements.paymentDiffers.length > 0 && (
        <Alert color="yellow" icon={<IconAlertTriangle />} role="status" title="Paid in money otherwise than here">
          {preview.agreements.paymentDiffers.map(({ name }) => name).join(', ')}: a file changes nothing of where a known member
          is paid. Change it at the member, if it is right.
        </Alert>
      )}
      {preview.agreements && needsPeriod && (
        <PeriodOfFacts beside={preview.agreements.beside} periodId={periodId} onChange={setPeriodId} />
      )}
      {preview.rewards && <RewardsQuestions questions={preview.rewards.questions} answers={answers} onAnswer={say} />}
      {preview.rewards && <PeriodFields rewards={preview.rewards} draft={draft} known={known} onChange={setDraft} />}
      {(preview.kind === 'unmapped' || preview.format === 'generic-hotspots-csv') && (
        <ColumnMapping preview={preview} isMapping={isMapping} onMap={onMap} />
      )}
      {preview.warnings.map(({ message }) => (
        <Alert key={message} color="yellow" icon={<IconAlertTriangle />} role="status">
          {message}
        </Alert>
      ))}
      <ProblemTable
        problems={preview.problems}
        problemCount={preview.problemCount}
        consequence={
          preview.agreements
            ? 'This file decides about money: correct these and choose the file again.'
            : isOpen
              ? 'These rows are left out unless an answer above takes them in.'
              : 'These rows are left out.'
        }
      />
      <Group justify="flex-end">
        {(isOpen || lacksDates || lacksPeriod) && (
          <Text fz="sm" c="dimmed">
            {isOpen
              ? 'Answer what is asked above to import.'
              : lacksPeriod
                ? 'Choose the period to import.'
                : 'Give the first and the last day to import.'}
          </Text>
        )}
        {other}
        <MayWrite tables={WRITES[preview.kind] ?? []}>
          <Button
            variant={changesNothing ? 'default' : 'filled'}
            data-autofocus={!changesNothing || undefined}
            disabled={preview.usable === 0 || isMapping || isOpen || !choices}
            onClick={() => choices && onImport({ ...choices, confirmedAddresses }, draft)}
          >
            Import {countOf(preview.usable, preview.kind)}
          </Button>
        </MayWrite>
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
