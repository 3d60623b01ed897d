import { Modal } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useSearch } from 'wouter'
import type { Problem } from '#core/model/problem'
import { dayOf } from '#core/provisioning/day/dayOf'
import { type DeviceOfDay, deviceOfDay } from '#core/provisioning/day/deviceOfDay'
import { filterDevices } from '#core/provisioning/day/filterDevices'
import { countText } from '#core/words/countText'
import { useProvisionings, useWorkOrders } from '../../../data/queries'
import { EvidenceModal } from '../../../ui/evidence/EvidenceModal'
import { ProblemAlert } from '../../../ui/ProblemAlert'
import { usePreferences } from '../fieldPreferences'
import classes from './Day.module.css'
import { DayHead } from './DayHead'
import { DayLabels } from './DayLabels'
import { DayTable } from './DayTable'
import { DayTimelineFigure } from './DayTimelineFigure'

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** All devices of a day over the whole screen: as a table, along its hours, as files and as labels. */
export function DayPanel({ onClose }: { onClose: () => void }) {
  const search = useSearch()
  const [day, setDay] = useState(() => {
    const wanted = new URLSearchParams(search).get('day') ?? ''
    return DAY.test(wanted) ? wanted : dayOf(new Date())
  })
  const [filter, setFilter] = useState('')
  const [labelsFor, setLabelsFor] = useState<readonly string[] | null>(null)
  const [evidenceFor, setEvidenceFor] = useState<DeviceOfDay | null>(null)
  const technician = usePreferences((state) => state.technician)
  const [problem, setProblem] = useState<Problem | null>(null)
  const provisionings = useProvisionings()
  const workOrders = useWorkOrders()
  const titles = new Map(workOrders?.map(({ id, title }) => [id, title]))
  const titleOf = (id: string) => titles.get(id) ?? ''
  const all = (provisionings ?? []).map(deviceOfDay)
  const ofDay = all.filter(({ signedAt }) => dayOf(signedAt) === day)
  const shown = filterDevices(ofDay, filter, titleOf)
  // A short code off a label is asked for without knowing the day.
  const elsewhere = filter.trim() !== '' && shown.length === 0 ? filterDevices(all, filter, titleOf) : []
  const wanted = labelsFor && all.filter(({ recordId }) => labelsFor.includes(recordId))
  const closeLayer = () => (labelsFor ? setLabelsFor(null) : onClose())
  useEscape(closeLayer)
  return (
    <Modal
      opened
      fullScreen
      withinPortal={false}
      closeOnEscape={false}
      onClose={closeLayer}
      title={wanted ? `Labels of ${countText(wanted.length, 'device')}` : 'Devices of the day'}
      classNames={{
        inner: classes.panelInner,
        content: classes.panel,
        header: classes.panelHead,
        body: classes.panelBody,
        title: classes.panelTitle,
      }}
      closeButtonProps={{ 'aria-label': wanted ? 'Back to the table' : 'Close', size: 40 }}
      transitionProps={{ duration: 0 }}
    >
      {wanted ? (
        <DayLabels devices={wanted} onDone={() => setLabelsFor(null)} />
      ) : (
        <>
          <DayHead
            day={day}
            onDay={setDay}
            filter={filter}
            onFilter={setFilter}
            devices={shown}
            total={ofDay.length}
            titleOf={titleOf}
            onLabels={() => setLabelsFor(shown.filter(({ file }) => file !== null).map(({ recordId }) => recordId))}
          />
          {problem && <ProblemAlert problem={problem} onClose={() => setProblem(null)} />}
          <DayTimelineFigure devices={ofDay} day={day} onProblem={setProblem} />
          <DayTable
            devices={shown}
            elsewhere={elsewhere}
            titleOf={titleOf}
            isLoading={!provisionings || !workOrders}
            onDay={setDay}
            onLabel={(recordId) => setLabelsFor([recordId])}
            onEvidence={setEvidenceFor}
            onProblem={setProblem}
          />
          {evidenceFor && (
            <EvidenceModal
              of={{ subject: 'provisionings', subjectId: evidenceFor.recordId, name: `Record of ${evidenceFor.name}` }}
              by={technician?.name ?? null}
              onClose={() => setEvidenceFor(null)}
            />
          )}
        </>
      )}
    </Modal>
  )
}

/** Esc closes this layer and is then used up: the field behind would take it for its own. An open menu or photo has it first. */
function useEscape(close: () => void): void {
  const latest = useRef(close)
  latest.current = close
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('[role="menu"], [data-layer="evidence"]'))
        return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', onKeyDown, { capture: true })
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
  }, [])
}
