import { z } from 'zod'
import { defineContract } from '#core/contract/defineContract'
import type { DataLayer } from '#core/model/dataLayer'
import type { LayerChoices, LayerPreview, LayerProgress } from '../data/layers/layerPreview'
import { ownData } from '../platform/ownData'

const input = z.object({ file: z.instanceof(File), choices: ownData<LayerChoices>() })
const progress = ownData<LayerProgress>()

export const layerImportContract = defineContract({
  calls: {
    /** What importing the file would do; writes nothing. */
    preview: { input, output: ownData<LayerPreview>(), progress },
    /** Writes the layer and its bulk, or nothing. */
    write: { input, output: ownData<DataLayer>(), progress },
  },
  events: {},
})
