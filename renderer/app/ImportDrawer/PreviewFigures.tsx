import type { ReactNode } from 'react'
import type { ImportPreview } from '../../data/importPreview'
import { Amount } from '../../ui/Amount'
import { FigureGrid } from './FigureGrid'

/** The counts that decide whether this is the right file. */
export function PreviewFigures({ preview }: { preview: ImportPreview }) {
  const figures: [label: string, value: ReactNode][] = [
    ['New', preview.added.toLocaleString('en')],
    ['Changed', preview.changed.toLocaleString('en')],
    ['Here already', preview.unchanged.toLocaleString('en')],
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
  return <FigureGrid figures={figures} />
}
