/** Whether a host is reachable over IPv6, as far as the inspecting machine can tell. */

/** What asking gave. */
export interface Ipv6View {
  readonly host: string
  /** AAAA records with public addresses. */
  readonly addresses: number
  /** A connection over IPv6 came about; null: not tried, or this machine has no IPv6. */
  readonly reached: boolean | null
}

/** Asks for the hosts of these URLs; what is an address or cannot be asked is left out. Never throws. */
export type Ipv6Probe = (urls: readonly string[]) => Promise<ReadonlyMap<string, Ipv6View>>
