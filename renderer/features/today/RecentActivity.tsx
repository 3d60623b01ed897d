import { Text, Title } from '@mantine/core'
import { IconFileImport, IconPlugConnected, IconSignature } from '@tabler/icons-react'
import { recentTimeText } from '#core/words/dateText'
import type { Activity } from './latestActivity'
import classes from './TodayScreen.module.css'

const ICONS = { import: IconFileImport, provisioning: IconPlugConnected, signature: IconSignature }

/** What happened last, newest first, in this computer's time. */
export function RecentActivity({ activities }: { activities: Activity[] }) {
  return (
    <section aria-labelledby="activity-title">
      <Title order={2} id="activity-title" mb="xs">
        Recent activity
      </Title>
      {activities.length === 0 && (
        <div className={classes.item}>
          <Text c="dimmed">Imports, records of devices and signatures will be here.</Text>
        </div>
      )}
      <ul className={classes.list}>
        {activities.map(({ id, at, kind, text }) => {
          const Icon = ICONS[kind]
          return (
            <li key={id} className={classes.item}>
              <Icon size={16} stroke={1.6} aria-hidden />
              <Text fz="sm" className={classes.what}>
                {text}
              </Text>
              <Text fz="xs" c="dimmed" component="time" dateTime={at} className="figures">
                {recentTimeText(at)}
              </Text>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
