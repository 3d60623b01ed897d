import { Checkbox, Stack } from '@mantine/core'
import { ACCESS_ROLES, type AccessRole } from '#core/records/tableDeclaration'
import { capitalised } from '#core/words/capitalised'

/** What each role may write, in the words of the screens. */
const MEANINGS: Readonly<Record<AccessRole, string>> = {
  operator: 'Fleet, plans, work orders, layers and goals',
  technician: 'Work orders, devices and installs',
  treasurer: 'Members, agreements, periods, splits and payouts',
  member: 'Reads, and signs terms',
  admin: 'Everything, and who has which access',
}

interface RolesFieldProps {
  roles: readonly AccessRole[]
  onChange: (roles: readonly AccessRole[]) => void
}

/** What a laptop may do; at least one of them. */
export function RolesField({ roles, onChange }: RolesFieldProps) {
  return (
    <Checkbox.Group
      label="What it may do"
      value={[...roles]}
      onChange={(chosen) => onChange(ACCESS_ROLES.filter((role) => chosen.includes(role)))}
    >
      <Stack gap="xs" mt={4}>
        {ACCESS_ROLES.map((role) => (
          <Checkbox key={role} value={role} label={capitalised(role)} description={MEANINGS[role]} />
        ))}
      </Stack>
    </Checkbox.Group>
  )
}
