/** Schemas of the tables as the version before the record kernel had them. */

import { z } from 'zod'
import { dataLayerSchema } from '#core/model/dataLayer'
import { radioProfileSchema } from '#core/model/radioProfile'
import {
  agreementSchema,
  contributionSchema,
  distributionSchema,
  goalSchema,
  hotspotSchema,
  importSchema,
  memberSchema,
  periodSchema,
  planSchema,
  provisioningSchema,
  signatureSchema,
  workOrderSchema,
} from '#core/model/records'
import type { RecordTable } from '../commitChanges'

export const RECORD_SCHEMAS = {
  hotspots: hotspotSchema,
  plans: planSchema,
  workOrders: workOrderSchema,
  provisionings: provisioningSchema,
  members: memberSchema,
  agreements: agreementSchema,
  goals: goalSchema,
  periods: periodSchema,
  contributions: contributionSchema,
  distributions: distributionSchema,
  signatures: signatureSchema,
  radioProfiles: radioProfileSchema,
  dataLayers: dataLayerSchema,
  imports: importSchema,
  settings: z.object({ key: z.string(), value: z.unknown() }),
} satisfies Record<RecordTable, z.ZodType>
