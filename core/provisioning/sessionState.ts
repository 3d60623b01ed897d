/** What is known of one device on one port, as shown on screen. Only main changes it; the renderer draws it. */
import { z } from 'zod'
import { problemDataSchema } from '../model/problem'

const wifiNetworkSchema = z.object({ ssid: z.string(), rssiDbm: z.number(), secured: z.boolean() })
export type WifiNetwork = z.infer<typeof wifiNetworkSchema>

export const sessionStateSchema = z.object({
  sessionId: z.string(),
  path: z.string(),
  simulated: z.boolean(),
  /** `lost` = the port vanished; `failed` = see `problem`; `idle` = open and waiting for the next step. */
  phase: z.enum(['opening', 'identifying', 'scanning', 'connecting', 'verifying', 'idle', 'failed', 'lost', 'closed']),
  device: z.object({ name: z.string(), firmware: z.string(), version: z.string(), chip: z.string() }).nullable(),
  networks: z.array(wifiNetworkSchema),
  identified: z.boolean(),
  connected: z.boolean(),
  ssid: z.string().nullable(),
  urls: z.array(z.string()),
  problem: problemDataSchema.nullable(),
})
export type SessionState = z.infer<typeof sessionStateSchema>
