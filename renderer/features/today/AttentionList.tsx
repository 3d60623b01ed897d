import { Button, Text, ThemeIcon, Title } from '@mantine/core'
import {
  IconArchive,
  IconArrowsSplit2,
  IconChartSankey,
  IconCheck,
  IconListCheck,
  IconPlugConnectedX,
  IconSignature,
  IconTargetArrow,
  IconUserQuestion,
} from '@tabler/icons-react'
import { Link } from 'wouter'
import type { Attention, AttentionKind } from './needsAttention'
import classes from './TodayScreen.module.css'

const ICONS: Record<AttentionKind, typeof IconCheck> = {
  conflict: IconArrowsSplit2,
  signature: IconSignature,
  period: IconChartSankey,
  'work-order': IconListCheck,
  device: IconPlugConnectedX,
  held: IconUserQuestion,
  plan: IconTargetArrow,
  backup: IconArchive,
}

/** What needs me, in order, each with the one thing to do about it. */
export function AttentionList({ attention }: { attention: Attention[] }) {
  return (
    <section aria-labelledby="attention-title">
      <Title order={2} id="attention-title" mb="xs">
        What needs you
      </Title>
      {attention.length === 0 && (
        <div className={classes.item}>
          <IconCheck size={16} aria-hidden />
          <Text c="dimmed">Nothing is waiting.</Text>
        </div>
      )}
      <ul className={classes.list}>
        {attention.map(({ id, kind, title, detail, action }) => {
          const Icon = ICONS[kind]
          return (
            <li key={id} className={classes.item}>
              <ThemeIcon variant="light" color="gray" size={32}>
                <Icon size={18} stroke={1.6} />
              </ThemeIcon>
              <div className={classes.what}>
                <Text fw={500}>{title}</Text>
                <Text fz="sm" c="dimmed">
                  {detail}
                </Text>
              </div>
              <Button
                component={Link}
                href={action.path}
                variant="default"
                size="compact-sm"
                aria-label={`${action.label}: ${title}`}
              >
                {action.label}
              </Button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
