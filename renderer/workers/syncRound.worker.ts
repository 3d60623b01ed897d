/** Rounds of syncing: reading, verifying and applying batches would hold the screen. */
import { db } from '../data/records/openRecords'
import { serveRounds } from '../data/sync/serveRounds'

serveRounds(db)
