/** The one client of main that every feature uses. */
import { consoleContract } from '#core/contract/consoleContract'
import { createClient } from '#core/contract/createClient'
import { createTransport } from './transport'

export const consoleClient = createClient(consoleContract, createTransport())
