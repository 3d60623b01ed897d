/** `npm run build`: builds what is stale. */
import { prepare } from './prepare.mjs'

prepare()
