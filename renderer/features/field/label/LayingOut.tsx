import { Center, Loader } from '@mantine/core'

/** Stands where the preview will be. */
export function LayingOut() {
  return (
    <Center h={160}>
      <Loader size="sm" role="status" aria-label="Laying out the label" />
    </Center>
  )
}
