/** Whether a place is odd, held against the whole fleet and every record. */
import { checkPlaceInRecords } from '../data/provisioning/placementCheck'
import { db } from '../data/records/openRecords'
import { serveWorker } from '../platform/serveWorker'
import { placementContract } from './placementContract'

serveWorker(placementContract, { check: (place) => checkPlaceInRecords(db, place) })
