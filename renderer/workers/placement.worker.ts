/** Whether a place is odd, held against the whole fleet and every record. */
import { db } from '../data/openDatabase'
import { checkPlaceInRecords } from '../data/placementCheck'
import { serveWorker } from '../platform/serveWorker'
import { placementContract } from './placementContract'

serveWorker(placementContract, { check: (place) => checkPlaceInRecords(db, place) })
