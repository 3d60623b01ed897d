/** Properties draw the same in every `npm test`, so that a red run is about the change and not about chance; `npm run test:long` draws anew. */
import fc from 'fast-check'

if (process.env.PROPERTY_RUNS === undefined) fc.configureGlobal({ seed: 20_261_130 })
