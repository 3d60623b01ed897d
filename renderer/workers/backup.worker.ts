/** Makes, compares and restores backups away from the screen. */
import { type BackupAnswer, type BackupProgress, type BackupRequest, doBackupWork } from '../data/backups/backupWork'
import { serveWorker } from '../platform/workerCall'

serveWorker<BackupRequest, BackupAnswer, BackupProgress>((request, context) => doBackupWork(request, context))
