/** A license by its name, which leads to its text where that stands somewhere. */
import { useQuery } from '@tanstack/react-query'

import { licensesQuery } from '@/api/releases'

export function LicenseLink({ code }: { code: string }) {
  const license = useQuery(licensesQuery).data?.find((known) => known.code === code)
  if (!license?.url) return license?.name ?? code
  return (
    <a
      href={license.url}
      rel="license noopener"
      target="_blank"
      className="font-medium text-spot hover:underline"
    >
      {license.name}
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  )
}
