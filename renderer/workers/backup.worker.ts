/** Makes, compares and restores backups away from the screen. */
import { backupWork } from '../data/backups/backupWork'
import { serveWorker } from '../platform/serveWorker'
import { backupContract } from './backupContract'

serveWorker(backupContract, backupWork())
