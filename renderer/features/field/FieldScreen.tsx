import { useEffect, useState } from 'react'
import type { LatLng } from '#core/geo/sphere'
import type { Provisioning, WorkOrder } from '#core/model/records'
import { provisioningFileSchema } from '#core/provisioning/provisioningFile'
import { useProvisionings, useWorkOrders } from '../../data/queries'
import { RoleNeeded } from '../../ui/access/RoleNeeded'
import { DayStrip } from './day/DayStrip'
import { useDevice } from './deviceSession'
import { FactsPanel } from './FactsPanel'
import classes from './Field.module.css'
import { FieldHead } from './FieldHead'
import { FieldStep } from './FieldStep'
import themes from './FieldTheme.module.css'
import { usePreferences } from './fieldPreferences'
import { useFieldWork } from './fieldWork'
import { stepsOf } from './flow/fieldSteps'
import { queueWorkOrders } from './flow/workOrderQueue'
import { refreshKeptNetworks } from './keptNetworks'
import { focusForm, openForm } from './openForm'
import { StepTrail } from './StepTrail'
import { TechnicianPanel } from './TechnicianPanel'
import { findUnfinished } from './unfinishedSessions'
import { useFieldKeys } from './useFieldKeys'
import { useFieldTheme } from './useFieldTheme'

/** One device, one step, one large action, and nothing else on the screen. */
export function FieldScreen() {
  const workOrders = useWorkOrders()
  const provisionings = useProvisionings()
  if (!workOrders || !provisionings) return null
  return <FieldWork workOrders={workOrders} provisionings={provisionings} />
}

interface FieldWorkProps {
  workOrders: WorkOrder[]
  provisionings: Provisioning[]
}

function FieldWork({ workOrders, provisionings }: FieldWorkProps) {
  const session = useDevice((state) => state.session)
  const flow = useFieldWork()
  const technician = usePreferences((state) => state.technician)
  const { theme, chooseNext } = useFieldTheme()
  const [asksTechnician, setAsksTechnician] = useState(false)
  useFieldKeys(() => {
    setAsksTechnician(false)
    return asksTechnician
  })
  useEffect(() => {
    // Afterwards, Enter does what the step asks again.
    if (asksTechnician) return () => focusForm(openForm())
  }, [asksTechnician])
  useEffect(() => {
    void findUnfinished()
    void refreshKeptNetworks()
  }, [])

  const workOrder = workOrders.find(({ id }) => id === flow.workOrderId) ?? null
  return (
    <section className={`${classes.screen} ${themes.theme}`} aria-labelledby="screen-title" data-field data-theme={theme}>
      <FieldHead
        theme={theme}
        onTheme={chooseNext}
        asksTechnician={asksTechnician}
        onTechnician={() => setAsksTechnician(!asksTechnician)}
      />
      {/* One row of the screen's grid, with or without the line. */}
      <div>
        <RoleNeeded tables={['provisionings']} />
        <StepTrail steps={stepsOf(session, flow.passed)} step={flow.step} passed={flow.passed} />
      </div>
      <div className={classes.work}>
        <div className={classes.layer} inert={asksTechnician}>
          <FieldStep
            flow={flow}
            session={session}
            workOrder={workOrder}
            workOrders={workOrders}
            queue={queueWorkOrders(workOrders, technician?.memberId ?? null, lastPlace(provisionings))}
            provisionings={provisionings}
          />
        </div>
        {asksTechnician && (
          <div className={classes.layer}>
            <TechnicianPanel onClose={() => setAsksTechnician(false)} />
          </div>
        )}
        <FactsPanel session={session} position={flow.position} workOrder={workOrder?.title ?? null} />
      </div>
      <DayStrip provisionings={provisionings} />
    </section>
  )
}

/** Where the newest device of the day was put. */
function lastPlace(provisionings: Provisioning[]): LatLng | null {
  const today = new Date().toDateString()
  const newest = provisionings.find(({ createdAt }) => new Date(createdAt).toDateString() === today)
  return provisioningFileSchema.safeParse(newest?.file).data?.facts.position ?? null
}
