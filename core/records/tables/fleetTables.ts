/** Hotspots, what is planned for them and what was done with their devices. */

import { dataLayerSchema } from '../../model/dataLayer'
import { isDemoKey } from '../../model/demoIdentity'
import { evidenceSchema } from '../../model/evidence'
import { radioProfileSchema } from '../../model/radioProfile'
import { groupedHotspotSchema, hotspotSchema, planSchema, provisioningSchema, workOrderSchema } from '../../model/records'
import { sharedFacts, sharedRecords } from '../tableDeclaration'

const position = { together: 'position', rule: 'last-writer' } as const

const hotspots = sharedRecords({
  name: 'hotspots',
  schema: hotspotSchema,
  indexes: 'id, network, *groups',
  identity: 'network-key',
  writers: ['operator', 'technician', 'admin'],
  personal: ['name', 'owner', 'lat', 'lng', 'h3', 'place'],
  merge: {
    name: 'last-writer',
    network: 'last-writer',
    owner: 'last-writer',
    lat: position,
    lng: position,
    h3: position,
    place: 'last-writer',
    groups: 'add-wins-set',
    radio: 'last-writer',
    since: 'last-writer',
    provisioningId: 'last-writer',
    importId: 'last-writer',
    createdAt: 'last-writer',
    updatedAt: 'last-writer',
  },
})

const groupedHotspots = sharedRecords({
  name: 'groupedHotspots',
  schema: groupedHotspotSchema,
  indexes: 'id',
  identity: 'content',
  writers: ['operator', 'treasurer', 'admin'],
  personal: [],
  merge: {
    groups: 'add-wins-set',
    createdAt: 'last-writer',
    updatedAt: 'last-writer',
  },
})

/** What a search found: its sites belong to its area and its settings. */
const study = { together: 'study', rule: 'last-writer' } as const

const plans = sharedRecords({
  name: 'plans',
  schema: planSchema,
  indexes: 'id, createdAt',
  identity: 'minted',
  writers: ['operator', 'admin'],
  personal: ['name', 'area', 'sites', 'study'],
  merge: {
    name: 'last-writer',
    area: study,
    resolution: study,
    reachM: study,
    requestedSites: study,
    candidateCount: study,
    areaCells: study,
    coveredBeforeCells: study,
    sites: study,
    study,
    createdAt: 'last-writer',
    updatedAt: 'last-writer',
  },
})

const workOrders = sharedRecords({
  name: 'workOrders',
  schema: workOrderSchema,
  indexes: 'id, planId, status',
  /** Of plan and site, so that two installations make one order for a site. */
  identity: 'content',
  writers: ['operator', 'technician', 'admin'],
  personal: ['title', 'lat', 'lng', 'h3', 'assigneeId', 'details', 'checklist'],
  merge: {
    title: 'last-writer',
    planId: 'last-writer',
    siteId: 'last-writer',
    lat: position,
    lng: position,
    h3: position,
    status: { together: 'outcome', rule: 'last-writer' },
    provisioningId: { together: 'outcome', rule: 'last-writer' },
    assigneeId: 'last-writer',
    details: 'keyed-map',
    checklist: 'keyed-map',
    createdAt: 'last-writer',
    updatedAt: 'last-writer',
  },
})

const provisionings = sharedFacts({
  name: 'provisionings',
  schema: provisioningSchema,
  indexes: 'id, workOrderId, createdAt',
  identity: 'minted',
  writers: ['technician', 'operator', 'admin'],
  personal: ['deviceName', 'file'],
  isPractice: ({ simulated, workOrderId }) => simulated === true || isDemoKey(workOrderId),
})

/** Facts of one content: none of them says anything without the others. */
const shown = { together: 'evidence', rule: 'last-writer' } as const

const evidence = sharedRecords({
  name: 'evidence',
  schema: evidenceSchema,
  indexes: 'id, subjectId, sha256',
  identity: 'minted',
  writers: ['technician', 'operator', 'admin'],
  personal: ['subject', 'subjectId', 'title', 'name', 'mediaType', 'sha256', 'bytes', 'seal', 'by', 'memberId'],
  personOf: 'memberId',
  merge: {
    subject: shown,
    subjectId: shown,
    title: shown,
    name: shown,
    mediaType: shown,
    sha256: shown,
    bytes: shown,
    seal: shown,
    by: shown,
    memberId: shown,
    createdAt: 'last-writer',
    updatedAt: 'last-writer',
  },
})

const radioProfiles = sharedRecords({
  name: 'radioProfiles',
  schema: radioProfileSchema,
  indexes: 'id',
  identity: 'minted',
  writers: ['operator', 'admin'],
  personal: [],
  merge: {
    name: 'last-writer',
    technology: 'last-writer',
    model: { together: 'model', rule: 'last-writer' },
    environment: { together: 'model', rule: 'last-writer' },
    itm: { together: 'model', rule: 'last-writer' },
    logDistance: { together: 'model', rule: 'last-writer' },
    frequencyMhz: 'last-writer',
    txPowerDbm: 'last-writer',
    antennaGainDbi: 'last-writer',
    antennaHeightM: 'last-writer',
    receiverGainDbi: 'last-writer',
    receiverHeightM: 'last-writer',
    sensitivityDbm: 'last-writer',
    marginDb: 'last-writer',
    bodyLossDb: 'last-writer',
    clutterLossDb: 'last-writer',
    shadowingSigmaDb: 'last-writer',
    maxDistanceM: 'last-writer',
    antenna: 'last-writer',
    validFrom: 'last-writer',
    source: 'last-writer',
    createdAt: 'last-writer',
    updatedAt: 'last-writer',
  },
})

/** What a file or a drawing holds: its figures belong to its bulk. */
const content = { together: 'content', rule: 'last-writer' } as const

const dataLayers = sharedRecords({
  name: 'dataLayers',
  schema: dataLayerSchema,
  indexes: 'id, kind, createdAt',
  identity: 'minted',
  writers: ['operator', 'admin'],
  personal: ['name', 'fileName', 'bounds', 'drawn'],
  merge: {
    name: 'last-writer',
    kind: content,
    fileName: content,
    fileSha256: content,
    bounds: content,
    unit: content,
    resolution: content,
    cellCount: content,
    totalWeight: content,
    drawn: content,
    source: content,
    columns: content,
    rows: content,
    minElevationM: content,
    maxElevationM: content,
    voids: content,
    samples: content,
    misses: content,
    hotspots: content,
    tileType: content,
    minZoom: content,
    maxZoom: content,
    sizeBytes: content,
    attribution: content,
    createdAt: 'last-writer',
    updatedAt: 'last-writer',
  },
})

export const fleetTables = { hotspots, groupedHotspots, plans, workOrders, provisionings, evidence, radioProfiles, dataLayers }
