/** Imported before any schema is made: zod would try `eval` at first, which the Content Security Policy refuses and reports. */
import { config } from 'zod'

config({ jitless: true })
