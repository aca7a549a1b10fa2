/** One's own data: a copy to take along, and the end of the account. */
import { Heading } from '@/ui/heading'

import { DeletionSection } from './deletion-section'
import { ExportSection } from './export-section'

export function DataPage() {
  return (
    <>
      <Heading title="Your data" className="mb-6 text-3xl font-bold">
        Your data
      </Heading>
      <ExportSection />
      <DeletionSection />
    </>
  )
}
