/** `validateSearch` of the requests: the sent ones when asked for, else the received. */
export function requestsSearch(search: Record<string, unknown>): { tab?: 'sent' } {
  return search['tab'] === 'sent' ? { tab: 'sent' } : {}
}
