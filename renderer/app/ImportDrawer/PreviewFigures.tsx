import { SimpleGrid, Text } from '@mantine/core'
import type { ImportPreview } from '../../data/importPreview'
import { Amount } from '../../ui/Amount'
import classes from './PreviewFigures.module.css'

/** The counts that decide whether this is the right file. */
export function PreviewFigures({ preview }: { preview: ImportPreview }) {
  const figures: [label: string, value: React.ReactNode][] = [
    ['New', preview.added.toLocaleString('en')],
    ['Replacing', preview.replacing.toLocaleString('en')],
  ]
  if (preview.kind === 'fleet') {
    figures.push(['Without a location', preview.withoutLocation.toLocaleString('en')])
    figures.push(['Duplicates', preview.duplicates.toLocaleString('en')])
  }
  if (preview.rewards)
    figures.push(['Total', <Amount key="total" baseUnits={preview.rewards.totalBaseUnits} token={preview.rewards.token} />])
  if (preview.agreements) {
    figures.push(['Members', preview.agreements.members.toLocaleString('en')])
    figures.push(['Without an address', preview.agreements.withoutAddress.toLocaleString('en')])
    figures.push(['Hotspots grouped', preview.agreements.grouped.toLocaleString('en')])
  }
  figures.push(['Problems', preview.problemCount.toLocaleString('en')])
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
