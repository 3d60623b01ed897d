import type { DeviceLabel } from '#core/provisioning/label/deviceLabel'
import type { LabelPrint } from '../../../workers/labelContract'
import { LabelPreview } from './LabelPreview'

const LARGEST = { width: 440, height: 300 }

/** The one label of a print, large: the whole page of a roll, or its place on a sheet. */
export function LabelPart({ print, label }: { print: LabelPrint; label: DeviceLabel }) {
  const [page] = print.pages
  if (!page) return null
  const [mark] = page.marks
  const said = [
    label.title,
    label.network,
    `short code ${label.shortCode}`,
    ...label.lines.map(({ name, value }) => `${name} ${value}`),
  ]
  return (
    <LabelPreview
      page={page}
      part={mark?.kind === 'clip' ? mark.box : undefined}
      label={`Label: ${said.join(', ')}, with a QR code`}
      maxWidth={LARGEST.width}
      maxHeight={LARGEST.height}
    />
  )
}
