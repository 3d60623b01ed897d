/** What can be parsed and is of no format that is known. */
import { toFileProblem } from '../files/fileProblem'
import { featuresOf } from '../networks/ttnGatewaysGeojson'
import { type ImportFormat, type Inspection, importFormat } from './importFormat'
import { mappingNeeded } from './readOpenedFleet'

export const unknownFormats: readonly ImportFormat[] = [
  unknownTable('csv', (columns) => columns > 1),
  unknownTable('text', (columns) => columns <= 1),
  importFormat({
    name: 'geojson',
    use: 'unknown',
    isKnown: false,
    open: (content) => {
      const features = content.carrier === 'json' ? featuresOf(content.document) : null
      return features === null ? null : { kind: 'unknown-geojson', features }
    },
    inspect: unknownJson,
  }),
  importFormat({
    name: 'json',
    use: 'unknown',
    isKnown: false,
    open: (content) => (content.carrier === 'json' ? { kind: 'unknown-json', document: content.document } : null),
    inspect: unknownJson,
  }),
]

function unknownTable(name: string, fits: (columns: number) => boolean): ImportFormat {
  return importFormat({
    name,
    use: 'table',
    isKnown: false,
    open: (content) => {
      if (content.carrier !== 'table' || !fits(content.head.headers.length)) return null
      return { kind: 'unknown-table', table: content.whole() }
    },
    inspect: ({ table }) => ({ problems: [toFileProblem(mappingNeeded(table.headerLine))] }),
  })
}

function unknownJson(): Inspection {
  const message = 'This JSON is of no known format: choose a fleet, a rewards table or a file of this program.'
  return { problems: [{ line: null, field: null, message }] }
}
