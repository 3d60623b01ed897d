/** Traces and joins the flows of a split away from the UI thread: with thousands of hotspots it takes longer than a frame. */
import { invariant } from '#core/model/problem'
import { createFlowPictures } from '#core/rewards/explain/flowPicture'
import { serveWorker } from '../platform/serveWorker'
import { splitFlowContract } from './splitFlowContract'

let pictures: ReturnType<typeof createFlowPictures> | null = null

serveWorker(splitFlowContract, {
  async setSplit(split) {
    pictures = createFlowPictures(split)
    return {}
  },
  async draw({ placeIds }) {
    invariant(pictures, 'a picture is asked for once there is a split to draw')
    return pictures(placeIds)
  },
})
