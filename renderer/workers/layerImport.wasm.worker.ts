/** Reads files that become layers, and writes them. SQLite and some packings of rasters are WebAssembly, so it has leave for that. */
import type { GeoTIFF } from 'geotiff'
import wasmUrl from 'sql.js/dist/sql-wasm-browser.wasm?url'
import type { SqliteReader } from '#core/demand/readGeopackage'
import { sqlJsReader } from '#core/demand/sqlJsReader'
import { boundTiffBlocks } from '#core/files/boundTiffBlocks'
import { inflate } from '../data/layers/inflate'
import { importLayerFile, readLayerFile } from '../data/layers/layerSession'
import { serveWorker } from '../platform/serveWorker'
import { layerImportContract } from './layerImportContract'

serveWorker(layerImportContract, {
  async preview({ file, choices }, { signal, progress }) {
    return (await readLayerFile(file, choices, { signal, progress, openSqlite, openTiff })).preview
  },
  write: ({ file, choices }, { signal, progress }) => importLayerFile(file, choices, { signal, progress, openSqlite, openTiff }),
})

async function openSqlite(bytes: Uint8Array): Promise<SqliteReader> {
  const { default: initSqlJs } = await import('sql.js')
  const { Database } = await initSqlJs({ locateFile: () => wasmUrl })
  return sqlJsReader(new Database(bytes))
}

/** Reads the file piece by piece, as the reader asks. */
async function openTiff(file: File): Promise<GeoTIFF> {
  await boundTiffBlocks(inflate)
  const { fromBlob } = await import('geotiff')
  return fromBlob(file)
}
