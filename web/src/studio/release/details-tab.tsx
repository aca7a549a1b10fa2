/** Everything about a release but its tracks. */
import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'

import { AddressSection } from './address-section'
import { DetailsForm } from './details-form'
import { may, TAB_PAGE, useEditedRelease } from './edited-release'
import { GallerySection } from './gallery-section'
import { GenresSection } from './genres-section'
import { LookOnly } from './look-only'
import { PeopleSection } from './people-section'

export function DetailsTab() {
  const release = useEditedRelease()
  useFieldOfAddress()
  if (!release.can_edit) return <LookOnly release={release} />
  return (
    <div className={TAB_PAGE}>
      <DetailsForm release={release} />
      <GenresSection release={release} />
      <PeopleSection release={release} />
      <GallerySection release={release} />
      {may(release, 'publish') && <AddressSection release={release} />}
    </div>
  )
}

/** The field or part that the address names behind its `#` takes the focus. */
function useFieldOfAddress(): void {
  const location = useLocation()
  useEffect(() => {
    const { hash } = location
    if (!hash) return
    const fields = document.getElementsByName(hash)
    const place = fields[0] ?? document.getElementById(hash)
    place?.focus()
    place?.scrollIntoView({ block: 'center' })
  }, [location])
}
