import { Anchor, Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { dayOf } from '#core/provisioning/day/dayOf'
import { numberText } from '#core/words/numberText'
import type { TodayRecords } from '../../data/today/todayRecords'
import { Amount } from '../../ui/Amount'
import { Sparkline } from '../../ui/Sparkline'
import classes from './TodayScreen.module.css'
import type { TodaySeries } from './todaySeries'

interface TodayFiguresProps {
  records: TodayRecords
  /** Hotspots with a location; undefined while the fleet is being read. */
  located: number | undefined
  series: TodaySeries
}

/** Four figures: fleet, work, money, devices. */
export function TodayFigures({ records, located, series }: TodayFiguresProps) {
  const open = records.workOrders.filter((order) => order.status !== 'done').length
  const { real, simulated, today } = records.devices
  const last = records.distributions[0]
  const token = records.periods.find((period) => period.id === last?.periodId)?.token
  return (
    <dl className={classes.figures}>
      <Figure
        label="Hotspots located"
        detail={`of ${numberText(records.hotspots)}`}
        chart={<Sparkline values={series.hotspots} label="Hotspots after each import" />}
      >
        {located === undefined ? '…' : numberText(located)}
      </Figure>
      <Figure
        label="Work orders open"
        detail={`${numberText(records.workOrders.length - open)} done`}
        chart={<Sparkline values={series.workOrdersDone} label="Work orders done over time" />}
      >
        {numberText(open)}
      </Figure>
      <Figure
        label={last ? `Last period, ${last.status === 'split' ? 'to sign' : last.status}` : 'Last period'}
        detail={
          last && token ? (
            <>
              <Amount baseUnits={last.heldBaseUnits} token={token} /> held
            </>
          ) : (
            'No period split yet'
          )
        }
        chart={<Sparkline values={series.paid} label="Amount to pay in each period" />}
      >
        {last && token ? <Amount baseUnits={last.paidBaseUnits} token={token} /> : '–'}
      </Figure>
      <Figure
        label="Device records"
        detail={
          real + simulated === 0 ? (
            'None yet'
          ) : (
            <>
              <Anchor
                component={Link}
                href={`/field?day=${dayOf(new Date())}`}
                fz="xs"
                underline="always"
                aria-label={`${today} today: show them`}
              >
                {today} today
              </Anchor>
              {simulated > 0 && `, ${simulated} simulated`}
            </>
          )
        }
        chart={<Sparkline values={series.provisioned} label="Records of devices over time" />}
      >
        {numberText(real + simulated)}
      </Figure>
    </dl>
  )
}

interface FigureProps {
  label: string
  detail: ReactNode
  chart: ReactNode
  children: ReactNode
}

function Figure({ label, detail, chart, children }: FigureProps) {
  return (
    <div className={classes.figure}>
      <Text component="dt" fz="sm" c="dimmed">
        {label}
      </Text>
      <dd>
        <Group justify="space-between" align="flex-end" wrap="nowrap">
          <div>
            <Text fz="xl" fw={600} className="figures">
              {children}
            </Text>
            <Text fz="xs" c="dimmed" className="figures">
              {detail}
            </Text>
          </div>
          {chart}
        </Group>
      </dd>
    </div>
  )
}
