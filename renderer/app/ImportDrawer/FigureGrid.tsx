import { SimpleGrid, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './FigureGrid.module.css'

/** Labelled figures in boxes, three in a row. */
export function FigureGrid({ figures }: { figures: [label: string, value: ReactNode][] }) {
  return (
    <SimpleGrid component="dl" cols={3} spacing="xs" className={classes.figures}>
      {figures.map(([label, value]) => (
        <div key={label} className={classes.figure}>
          <Text component="dt" fz="xs" c="dimmed">
            {label}
          </Text>
          <Text component="dd" fz="lg" fw={600} className="figures">
            {value}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  )
}
