/** Electron composition root. */
import { resolve } from 'node:path'
import { startElectron } from './electron/startElectron'

startElectron(resolve(__dirname, '../..'))
