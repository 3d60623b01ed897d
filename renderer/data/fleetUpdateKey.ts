/** Before a provisioning record's id: the key of what is kept to put the fleet back as it was. */
export const FLEET_UPDATE = 'provisioning:'
