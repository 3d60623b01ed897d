/** What the window tells main of the camera. */
import { z } from 'zod'

export const cameraCalls = {
  /**
   * Whether a dialog that reads by camera is open. Only while it is may the page be given a camera; a page that is loaded again,
   * breaks or closes has none.
   */
  'camera.allow': { input: z.object({ isDialogOpen: z.boolean() }), output: z.object({}) },
}
