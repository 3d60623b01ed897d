import type { ReactNode } from 'react'
import { numberText } from '#core/words/numberText'
import type { ImportPreview } from '../../data/imports/importPreview'
import { Amount } from '../../ui/Amount'
import { FigureGrid } from './FigureGrid'

/** The counts that decide whether this is the right file. */
export function PreviewFigures({ preview }: { preview: ImportPreview }) {
  // Which rewards are new is not known before their time is; what comes of them then is said below.
  const figures: [label: string, value: ReactNode][] = preview.rewards
    ? [['Rewards', numberText(preview.usable)]]
    : [
        ['New', numberText(preview.added)],
        ['Changed', numberText(preview.changed)],
        ['Here already', numberText(preview.unchanged)],
      ]
  if (preview.kind === 'fleet') {
    figures.push(['Without a location', numberText(preview.withoutLocation)])
    figures.push(['Duplicates', numberText(preview.duplicates)])
  }
  if (preview.rewards)
    figures.push(['Total', <Amount key="total" baseUnits={preview.rewards.totalBaseUnits} token={preview.rewards.token} />])
  if (preview.agreements) {
    figures.push(['Members', numberText(preview.agreements.members)])
    figures.push(['Without an address', numberText(preview.agreements.withoutAddress)])
    figures.push(['Hotspots grouped', numberText(preview.agreements.grouped)])
    figures.push(['Of them not in the fleet', numberText(preview.agreements.groupedOutsideFleet)])
    const { installs, prices, entries, measures, minimumPayout } = preview.agreements.beside
    if (installs > 0) figures.push(['Installs', numberText(installs)])
    if (prices > 0) figures.push(['Prices', numberText(prices)])
    if (entries > 0) figures.push(['Advances and payments', numberText(entries)])
    if (measures > 0) figures.push(['Measures', numberText(measures)])
    if (minimumPayout) figures.push(['Smallest payouts', '1'])
  }
  figures.push(['Problems', numberText(preview.problemCount)])
  return <FigureGrid figures={figures} />
}
