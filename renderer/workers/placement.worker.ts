/** Whether a place is odd, held against the whole fleet and every record. */

import { checkPlaceInRecords, type PlaceFinding, type PlaceInQuestion } from '../data/placementCheck'
import { db } from '../data/records/openRecords'
import { serveWorker } from '../platform/workerCall'

serveWorker<PlaceInQuestion, PlaceFinding[]>((place) => checkPlaceInRecords(db, place))
