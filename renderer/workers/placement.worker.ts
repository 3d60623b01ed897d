/** Whether a place is odd, held against the whole fleet and every record. */
import { db } from '../data/records/openRecords'
import { checkPlaceInRecords, type PlaceFinding, type PlaceInQuestion } from '../data/placementCheck'
import { serveWorker } from '../platform/workerCall'

serveWorker<PlaceInQuestion, PlaceFinding[]>((place) => checkPlaceInRecords(db, place))
