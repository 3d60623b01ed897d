/** The steps of one device, in order. */
export const FIELD_STEPS = [
  { name: 'work-order', label: 'Work order' },
  { name: 'port', label: 'Port' },
  { name: 'identify', label: 'Identify' },
  { name: 'network', label: 'Connect' },
  { name: 'verify', label: 'Verify' },
  { name: 'position', label: 'Position' },
  { name: 'sign', label: 'Sign' },
  { name: 'outcome', label: 'Done' },
] as const

export type FieldStepName = (typeof FIELD_STEPS)[number]['name']
