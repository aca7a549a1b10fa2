/** Puts what the server answers about a case into the cache; the lists are fetched again. */
import { useMutation, useQueryClient } from '@tanstack/react-query'

import { type CaseDetail, CASES, caseQuery } from '@/api/cases'

export function useCaseCache(): (changed: CaseDetail) => void {
  const client = useQueryClient()
  return (changed) => {
    client.setQueryData(caseQuery(changed.id).queryKey, changed)
    void client.invalidateQueries({ queryKey: [CASES] })
  }
}

/** Shows the case as it stands where it was refused: somebody else was faster. */
export function useCaseChange<T>(id: string, change: (what: T) => Promise<CaseDetail>) {
  const client = useQueryClient()
  const keep = useCaseCache()
  return useMutation({
    mutationFn: change,
    onSuccess: keep,
    onError: () => void client.invalidateQueries({ queryKey: caseQuery(id).queryKey }),
  })
}
